{{ config(materialized='table') }}

{#-
    What a conversion was worth after each day on which it changed: net revenue and gross profit of a
    first order less what was given back by then, amount and expected margin of a won deal. Contribution
    margin 2 is the customer's, from all that was ever posted for it as far as it is known, and stands
    with the order that counted as its first last. A part of the others that is unknown leaves all that
    follows unknown.
-#}
with

conversions as (

    select * from {{ ref('int_conversions_found') }}

),

contributions as (

    select
        customer_id,
        {{ sum_money('known_cm2_amount') }} as cm2_amount,
        sum(unknown_amount_count) > 0 as has_unknown_cm2
    from {{ ref('int_customer_months_summed') }}
    group by customer_id

),

deals as (

    select * from {{ ref('int_opportunities_described') }}

),

changes as (

    select
        conversions.conversion_number,
        greatest(postings.posted_date, conversions.stated_date) as event_date,
        case when postings.posting_type = 'sale' then 'conversion' else 'refund' end as event_kind,
        {{ sum_or_unknown('postings.net_revenue_amount') }} as revenue_amount,
        {{ sum_or_unknown('postings.gross_profit_amount') }} as margin_amount

    from conversions

    inner join {{ ref('int_order_lines_posted') }} as postings
        on conversions.order_id = postings.order_id

    group by
        conversions.conversion_number,
        greatest(postings.posted_date, conversions.stated_date),
        case when postings.posting_type = 'sale' then 'conversion' else 'refund' end

    union all

    select
        conversions.conversion_number,
        conversions.stated_date as event_date,
        'conversion' as event_kind,
        deals.amount as revenue_amount,
        deals.expected_margin_amount as margin_amount

    from conversions

    inner join deals
        on conversions.opportunity_id = deals.opportunity_id

    where conversions.conversion_type = 'won_deal'

),

running as (

    select
        *,
        row_number() over events as event_sequence,
        case
            when count(*) over events = count(revenue_amount) over events then sum(revenue_amount) over events
        end as revenue_so_far,
        case
            when count(*) over events = count(margin_amount) over events then sum(margin_amount) over events
        end as margin_so_far,
        count(*) over (partition by conversion_number) as event_count

    from changes

    window events as (
        partition by conversion_number
        order by event_date, event_kind
        rows between unbounded preceding and current row
    )

)

select
    row_number() over (order by running.conversion_number, running.event_sequence) as event_number,
    running.conversion_number,
    running.event_sequence,
    running.event_sequence < running.event_count as is_followed,
    running.event_kind,
    running.event_date,
    case
        when running.event_kind = 'conversion' then 1
        -- the day on which it stopped counting
        when running.event_date = conversions.restated_date then -1
        else 0
    end as conversion_change,
    cast(running.revenue_so_far as decimal(18, 4)) as revenue_so_far,
    cast(running.margin_so_far as decimal(18, 4)) as margin_so_far,
    case
        when conversions.conversion_type = 'first_order'
            then cast(
                case when conversions.is_latest then contributions.cm2_amount else 0 end as decimal(18, 4)
            )
    end as cm2_so_far,
    case
        when conversions.conversion_type = 'first_order'
            then conversions.is_latest and contributions.has_unknown_cm2
    end as has_unknown_cm2

from running

inner join conversions
    on running.conversion_number = conversions.conversion_number

left join contributions
    on conversions.customer_id = contributions.customer_id
