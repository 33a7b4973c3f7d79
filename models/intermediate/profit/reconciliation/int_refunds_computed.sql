{#-
    What refunds took back from each line of a sale, worked out once more from what staging holds
    of it: at most what was paid is a return, the rest is goodwill; goods that were restocked give
    their cost back, at most all of it. Of refunds that follow one without a rate nothing is known.
-#}
{%- set reporting = "'" ~ var('reporting_currency') ~ "'" -%}

with

orders as (

    select * from {{ ref('int_orders_classified') }}
    where exclusion_reason is null

),

order_lines as (

    select
        netted.*,
        greatest(netted.net_local, 0) as weight,
        sum(greatest(netted.net_local, 0)) over (partition by netted.order_id) as order_weight
    from {{ ref('int_order_lines_netted') }} as netted

),

bearing as (

    select * from order_lines
    where weight > 0

),

refunds as (

    select
        booked.return_id,
        booked.returned_at,
        booked.order_line_id,
        orders.order_id,
        booked.order_line_id is not null and booked.disposition = 'restocked' as is_restocked,
        case when booked.order_line_id is null then 0 else coalesce(booked.quantity, 0) end as quantity,
        case
            when coalesce(booked.currency_code, orders.currency_code) = orders.currency_code
                then booked.refund_local
            else {{ convert(
                'booked.refund_local',
                'case when booked.currency_code = ' ~ reporting ~ ' then 1 else refund_rates.rate_to_reporting end',
                'case when orders.currency_code = ' ~ reporting ~ ' then 1 else order_rates.rate_to_reporting end'
            ) }}
        end as refund_local

    from {{ ref('stg_orders__returns') }} as booked

    left join {{ ref('stg_orders__order_lines') }} as sold
        on booked.order_line_id = sold.order_line_id

    inner join orders
        on coalesce(sold.order_id, booked.order_id) = orders.order_id

    left join {{ ref('int_rates_looked_up') }} as refund_rates
        on
            booked.currency_code = refund_rates.currency_code
            and orders.ordered_date = refund_rates.rate_date

    left join {{ ref('int_rates_looked_up') }} as order_rates
        on
            orders.currency_code = order_rates.currency_code
            and orders.ordered_date = order_rates.rate_date

    where not booked.is_deleted

),

parts as (

    select
        refunds.*,
        coalesce(own_lines.order_line_id, refunds.order_id || ':unallocated') as part_line_id,
        refunds.refund_local as part_local
    from refunds
    left join order_lines as own_lines
        on refunds.order_line_id = own_lines.order_line_id
    where
        refunds.order_line_id is not null
        or refunds.order_id not in (select bearing.order_id from bearing)

    union all

    select
        refunds.*,
        bearing.order_line_id as part_line_id,
        {{ in_proportion('refunds.refund_local', 'bearing.weight', 'bearing.order_weight') }} as part_local
    from refunds
    inner join bearing
        on refunds.order_id = bearing.order_id
    where refunds.order_line_id is null

),

running as (

    select
        parts.*,
        coalesce(order_lines.quantity, 0) as line_quantity,
        coalesce(order_lines.net_local, 0) as net_local,
        coalesce(order_lines.line_kind, 'unallocated') as line_kind,
        count(case when parts.part_local is null then 1 end) over booked = 0 as is_known,
        sum(parts.quantity) over booked as returned_so_far
    from parts
    left join order_lines
        on parts.part_line_id = order_lines.order_line_id
    window booked as (
        partition by parts.part_line_id
        order by parts.returned_at, parts.return_id
        rows between unbounded preceding and current row
    )

),

summed as (

    select
        part_line_id as order_line_id,
        order_id,
        line_kind,
        net_local,
        line_quantity,
        count(*) as part_count,
        count(case when not is_known then 1 end) as unknown_count,
        cast(sum(case when is_known then part_local else 0 end) as decimal(18, 4)) as refunded_local,
        cast(sum(case
            when is_restocked
                then least(returned_so_far, line_quantity) - least(returned_so_far - quantity, line_quantity)
            else 0
        end) as decimal(18, 4)) as restocked_quantity

    from running

    group by part_line_id, order_id, line_kind, net_local, line_quantity

)

select
    *,
    least(refunded_local, greatest(net_local, 0)) as returned_local,
    cast(refunded_local - least(refunded_local, greatest(net_local, 0)) as decimal(18, 4)) as goodwill_local

from summed
