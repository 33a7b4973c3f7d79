{#-
    What is known of what each order brought and cost in each month, by step of the waterfall and
    signed as profit sees it, with how many amounts are not known. Commission is left out: it has
    a person of its own.
-#}
with

amounts as (

    select
        order_id,
        posted_month as month_start,
        waterfall_step,
        amount
    from {{ ref('int_ledger_posted') }}
    where
        order_id is not null
        and waterfall_step in ('{{ waterfall_steps() | join("', '") }}')
        and waterfall_step <> 'commission'

    union all

    -- events of which the gross profit is not known: what of it is in the steps all the same
    select
        order_id,
        {{ month_start('posted_date') }} as month_start,
        'unknown_gross_profit' as waterfall_step,
        case
            when gross_profit_amount is null
                then coalesce(net_revenue_amount, 0) - coalesce(cogs_amount, 0)
            else 0
        end as amount
    from {{ ref('int_order_lines_posted') }}

    union all

    select
        order_id,
        {{ month_start('posted_date') }} as month_start,
        'uncosted_net_revenue' as waterfall_step,
        case when is_uncosted then net_revenue_amount else 0 end as amount
    from {{ ref('int_order_lines_posted') }}

)

select
    order_id,
    month_start,
    waterfall_step,
    {{ sum_money('coalesce(amount, 0)') }} as known_amount,
    cast(count(*) - count(amount) as bigint) as unknown_amount_count

from amounts

group by
    order_id,
    month_start,
    waterfall_step
