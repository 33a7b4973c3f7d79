{#-
    From when to when each tier of a customer counts: the provisional one from the first posting,
    that of a full year from the day its books are closed, each until the next.
-#}
with

tiered as (

    select * from {{ ref('int_customer_years_tiered') }}

),

first_days as (

    select
        customer_id,
        min(first_posted_date) as first_posted_date
    from {{ ref('int_customer_periods_summed') }}
    group by customer_id

),

dated as (

    select
        tiered.*,
        case when tiered.is_provisional then first_days.first_posted_date else tiered.closed_on end
            as valid_from,
        case when tiered.is_provisional then 'N' else tiered.tier end as tier_letter

    from tiered

    inner join first_days
        on tiered.customer_id = first_days.customer_id

)

select
    dated.*,
    lead(dated.valid_from) over (partition by dated.customer_id order by dated.valid_from) as valid_to,
    customers.segment,
    ranked.profit_rank,
    ranked.customer_count,
    ranked.company_share_rate

from dated

left join {{ ref('int_customers_described') }} as customers
    on dated.customer_id = customers.customer_id

-- an inactive year has no rank
left join {{ ref('int_customer_periods_ranked') }} as ranked
    on
        dated.customer_id = ranked.customer_id
        and dated.year_start = ranked.period_start
        and ranked.period_type = 'year'
