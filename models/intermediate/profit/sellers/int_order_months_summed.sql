{#-
    What is known of what each order brought and cost in each month, by step of the waterfall and
    signed as profit sees it, with how many amounts are not known. Lines that no known_ amount
    holds stay apart, and so does what is unknown. Commission is left out: it has a person of its
    own.
-#}
with

amounts as (

    select
        ledger.order_id,
        ledger.posted_month as month_start,
        ledger.waterfall_step,
        left_out.order_line_id is not null as is_left_out,
        ledger.amount

    from {{ ref('int_ledger_posted') }} as ledger

    left join {{ ref('int_order_lines_left_out') }} as left_out
        on ledger.order_line_id = left_out.order_line_id

    where
        ledger.order_id is not null
        and {{ is_waterfall_step('ledger.waterfall_step') }}
        and ledger.waterfall_step <> 'commission'

    union all

    -- a month in which everything was free has events and no amounts
    select
        order_id,
        {{ month_start('posted_date') }} as month_start,
        'uncosted_net_revenue' as waterfall_step,
        coalesce(is_uncosted, false) as is_left_out,
        case when is_uncosted then net_revenue_amount else 0 end as amount
    from {{ ref('int_order_lines_posted') }}

)

select
    order_id,
    month_start,
    waterfall_step,
    is_left_out,
    amount is null as is_unknown,
    {{ sum_money('coalesce(amount, 0)') }} as known_amount,
    cast(count(*) as bigint) as amount_count

from amounts

group by
    order_id,
    month_start,
    waterfall_step,
    is_left_out,
    amount is null
