{#-
    From when to when each tier of a customer counts: the provisional one from the first order,
    that of a full year from the day its books are closed, each until the next.
-#}
with

tiered as (

    select * from {{ ref('int_customer_years_tiered') }}

),

dated as (

    select
        tiered.*,
        case when tiered.is_provisional then buyers.first_ordered_date else tiered.closed_on end
            as valid_from,
        case when tiered.is_provisional then 'N' else tiered.tier end as tier_letter

    from tiered

    inner join {{ ref('int_buyers_dated') }} as buyers
        on tiered.customer_id = buyers.customer_id

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

-- a year without an order has no rank
left join {{ ref('int_customer_periods_ranked') }} as ranked
    on
        dated.customer_id = ranked.customer_id
        and dated.year_start = ranked.period_start
        and ranked.period_type = 'year'
