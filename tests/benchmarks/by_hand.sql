-- What one engineer would write for this one report: customer-month gross profit straight from the
-- landing files. The yardstick for the whole line, so it takes every short cut that leaves the
-- numbers right for the demo company: no quarantine, no checks, no reconciliation; only direct
-- rates to EUR, refunds in the order's currency, discounts in whole cents, times in UTC. Customers
-- are resolved by joining the published dim_customer_ids.
--
-- Variables: landing and customer_ids (paths), statuses (path of order_status_map.csv).
-- Result: table gross_profit_by_hand.

-- A product rounded half-up to four places. A double can only be wrong next to a tie.
create or replace temp macro money(quantity, price, rate) as
    case
        when
            abs(quantity::double * price::double * rate::double) < 1e7
            and abs(abs(quantity::double * price::double * rate::double * 1e4) % 1 - 0.5) > 0.001
            then (quantity::double * price::double * rate::double)::decimal(18, 4)
        else (quantity::decimal(38, 4) * price::decimal(38, 6) * rate::decimal(38, 10))::decimal(18, 4)
    end;

create or replace temp table fx_rates as
select
    from_currency as currency_code,
    rate_date::date as rate_date,
    rate::decimal(18, 10) as rate
from read_parquet(getvariable('landing') || '/fx_rates/**/*.parquet', union_by_name = true)
where to_currency = 'EUR'
qualify row_number() over (
    partition by from_currency, rate_date
    order by source_updated_at desc nulls last, batch_date desc, _loaded_at desc, _batch_id desc, _row desc
) = 1;

create or replace temp table product_costs as
select
    product_id,
    valid_from::date as valid_from,
    coalesce(currency_code, 'EUR') as currency_code,
    coalesce(valid_to::date, date '9999-12-31') as valid_to,
    (
        coalesce(material_cost::decimal(18, 6), 0)
        + coalesce(labour_cost::decimal(18, 6), 0)
        + coalesce(overhead_cost::decimal(18, 6), 0)
    )::decimal(18, 6) as unit_cost
from read_parquet(getvariable('landing') || '/product_costs/**/*.parquet', union_by_name = true)
qualify row_number() over (
    partition by product_id, valid_from
    order by source_updated_at desc nulls last, batch_date desc, _loaded_at desc, _batch_id desc, _row desc
) = 1;

create or replace temp table orders as
with latest as (
    select *
    from read_parquet(getvariable('landing') || '/orders/**/*.parquet', union_by_name = true)
    qualify row_number() over (
        partition by order_id
        order by source_updated_at desc nulls last, batch_date desc, _loaded_at desc, _batch_id desc, _row desc
    ) = 1
),

sold as (
    select
        order_id,
        customer_id,
        account_id,
        ordered_at::date as ordered_on,
        coalesce(fulfilled_at::date, ordered_at::date) as costed_on,
        coalesce(upper(currency_code), 'EUR') as currency_code,
        coalesce(order_discount_amount::decimal(18, 4), 0) as discount,
        coalesce(shipping_charged_amount::decimal(18, 4), 0) as shipping
    from latest
    left join read_csv(getvariable('statuses')) as statuses on lower(latest.status) = statuses.status
    where
        coalesce(is_deleted, 'false') <> 'true'
        and coalesce(is_test, 'false') <> 'true'
        and cancelled_at is null
        and statuses.is_sale is not false
)

select
    sold.*,
    case
        when sold.currency_code = 'EUR' then 1
        when sold.ordered_on < fx_rates.rate_date + 45 then fx_rates.rate
    end::decimal(18, 10) as rate
from sold
asof left join fx_rates
    on sold.currency_code = fx_rates.currency_code and sold.ordered_on >= fx_rates.rate_date;

create or replace temp table lines as
with latest as (
    select *
    from read_parquet(getvariable('landing') || '/order_lines/**/*.parquet', union_by_name = true)
    qualify row_number() over (
        partition by order_line_id
        order by source_updated_at desc nulls last, batch_date desc, _loaded_at desc, _batch_id desc, _row desc
    ) = 1
),

gift_cards as (
    select distinct product_id
    from read_parquet(getvariable('landing') || '/products/**/*.parquet', union_by_name = true)
    where product_type = 'gift_card'
)

select
    latest.order_line_id,
    latest.order_id,
    coalesce(latest.product_id, 'unknown') as product_id,
    if(gift_cards.product_id is null, 'product', 'gift_card') as kind,
    latest.quantity::decimal(18, 4) as quantity,
    latest.unit_price::decimal(18, 6) as unit_price,
    coalesce(latest.line_discount_amount::decimal(18, 4), 0) as line_discount,
    latest.unit_cost::decimal(18, 6) as unit_cost,
    money(quantity, unit_price, 1) - line_discount as value,
from latest
inner join orders on latest.order_id = orders.order_id
left join gift_cards on latest.product_id = gift_cards.product_id
where coalesce(latest.is_deleted, 'false') <> 'true'

union all

select order_id || ':shipping', order_id, 'shipping', 'shipping', 1, shipping, 0, null, shipping
from orders
where shipping <> 0;

-- To the cent: everybody gets the whole cents, the largest remainders the ones left over.
create or replace temp table discounts as
with weighed as (
    select
        order_line_id,
        order_id,
        (discount * 100)::hugeint as cents,
        (value * 10000)::hugeint as weight,
        sum(weight) over (partition by order_id)::hugeint as weights,
        cents * weight // weights as share
    from lines
    inner join orders using (order_id)
    where discount <> 0 and kind = 'product' and value > 0
),

spread as (
    select
        *,
        cents - sum(share) over (partition by order_id) as left_over,
        row_number() over (
            partition by order_id order by cents * weight - share * weights desc, order_line_id
        ) as place
    from weighed
)

select order_line_id, order_id, (share + (place <= left_over)::int)::decimal(18, 0) * 0.01 as discount
from spread

union all

select order_id || ':unallocated', order_id, discount
from orders
where discount <> 0 and order_id not in (select order_id from weighed);

create or replace temp table sales as
with parts as (
    select
        coalesce(lines.order_line_id, discounts.order_line_id) as order_line_id,
        coalesce(lines.order_id, discounts.order_id) as order_id,
        lines.product_id,
        coalesce(lines.kind, 'unallocated') as kind,
        coalesce(lines.quantity, 0) as quantity,
        coalesce(lines.unit_price, 0) as unit_price,
        lines.unit_cost as actual_cost,
        coalesce(lines.line_discount, 0) as line_discount,
        coalesce(discounts.discount, 0) as order_discount,
        coalesce(lines.value, 0) as value
    from lines
    full join discounts on lines.order_line_id = discounts.order_line_id
),

priced as (
    select
        parts.*,
        orders.customer_id,
        orders.account_id,
        orders.ordered_on,
        orders.costed_on,
        orders.rate,
        (value - order_discount)::decimal(18, 4) as net_local,
        (
            money(quantity, unit_price, rate) - money(line_discount, 1, rate)
            - money(order_discount, 1, rate)
        )::decimal(18, 4) as net
    from parts
    inner join orders using (order_id)
),

costed as (
    select
        priced.*,
        product_costs.currency_code as cost_currency,
        case
            when kind <> 'product' then 0
            when actual_cost is not null then actual_cost
            when costed_on < product_costs.valid_to then product_costs.unit_cost
        end::decimal(18, 6) as unit_cost
    from priced
    asof left join product_costs
        on priced.product_id = product_costs.product_id and priced.costed_on >= product_costs.valid_from
),

rated as (
    select
        costed.*,
        case
            when kind <> 'product' or (actual_cost is null and cost_currency = 'EUR') then 1
            when actual_cost is not null then costed.rate
            when costed_on < fx_rates.rate_date + 45 then fx_rates.rate
        end::decimal(18, 10) as cost_rate
    from costed
    asof left join fx_rates
        on costed.cost_currency = fx_rates.currency_code and costed.costed_on >= fx_rates.rate_date
)

select
    order_line_id,
    order_id,
    customer_id,
    account_id,
    kind,
    ordered_on,
    rate,
    quantity,
    net_local,
    net,
    unit_cost,
    cost_rate,
    money(quantity, unit_cost, cost_rate) as cogs
from rated;

-- Refunds on their own day, on their line or spread over their order's, up to what was paid for it.
create or replace temp table refunds as
with latest as (
    select *
    from read_parquet(getvariable('landing') || '/returns/**/*.parquet', union_by_name = true)
    qualify row_number() over (
        partition by return_id
        order by source_updated_at desc nulls last, batch_date desc, _loaded_at desc, _batch_id desc, _row desc
    ) = 1
),

refunded as (
    select
        latest.return_id,
        coalesce(lines.order_id, latest.order_id) as order_id,
        latest.order_line_id,
        latest.returned_at::timestamp as returned_at,
        latest.disposition = 'restocked' as is_restocked,
        coalesce(latest.quantity::decimal(18, 4), 0) as quantity,
        latest.refund_amount::decimal(18, 4) as refund
    from latest
    left join lines using (order_line_id)
    where coalesce(latest.is_deleted, 'false') <> 'true'
),

weighed as (
    select
        refunded.*,
        sales.order_line_id as part_line_id,
        (refund * 100)::hugeint as cents,
        (sales.net_local * 10000)::hugeint as weight,
        sum(weight) over (partition by return_id)::hugeint as weights,
        cents * weight // weights as share
    from refunded
    inner join sales on refunded.order_id = sales.order_id
    where refunded.order_line_id is null and sales.net_local > 0
),

spread as (
    select
        *,
        cents - sum(share) over (partition by return_id) as left_over,
        row_number() over (
            partition by return_id order by cents * weight - share * weights desc, part_line_id
        ) as place
    from weighed
)

select
    return_id,
    order_id,
    part_line_id as order_line_id,
    returned_at,
    false as is_restocked,
    0 as quantity,
    (share + (place <= left_over)::int)::decimal(18, 0) * 0.01 as refund
from spread

union all

select
    refunded.return_id,
    refunded.order_id,
    coalesce(sales.order_line_id, refunded.order_id || ':unallocated') as order_line_id,
    refunded.returned_at,
    refunded.is_restocked,
    refunded.quantity,
    refunded.refund
from refunded
left join sales on refunded.order_line_id = sales.order_line_id
where refunded.return_id not in (select return_id from spread);

create or replace temp table returns as
with running as (
    select
        refunds.*,
        orders.customer_id,
        orders.account_id,
        orders.rate,
        coalesce(sales.kind, 'unallocated') as kind,
        coalesce(sales.net_local, 0) as net_local,
        coalesce(sales.quantity, 0) as sold,
        sales.net,
        sales.cogs,
        sales.unit_cost,
        sales.cost_rate,
        sum(refunds.refund) over booked as refunded,
        sum(refunds.quantity) over booked as returned
    from refunds
    inner join orders using (order_id)
    left join sales on refunds.order_line_id = sales.order_line_id
    window booked as (
        partition by refunds.order_line_id order by refunds.returned_at, refunds.return_id
        rows unbounded preceding
    )
),

capped as (
    select
        *,
        least(refunded, greatest(net_local, 0)) as settled,
        least(refunded - refund, greatest(net_local, 0)) as settled_before,
        if(is_restocked, least(returned, sold) - least(returned - quantity, sold), 0) as back,
        sum(back) over (
            partition by order_line_id order by returned_at, return_id rows unbounded preceding
        ) as all_back
    from running
)

select
    customer_id,
    account_id,
    returned_at::date as returned_on,
    if(
        kind = 'gift_card',
        0,
        if(settled = net_local and net is not null, net, money(settled, 1, rate))
        - if(settled_before = net_local and net is not null, net, money(settled_before, 1, rate))
    ) as returned_net,
    if(
        back = 0,
        0,
        if(all_back = sold, cogs, money(all_back, unit_cost, cost_rate))
        - money(all_back - back, unit_cost, cost_rate)
    ) as returned_cogs
from capped;

create or replace temp table gross_profit_by_hand as
with customers as (
    select source_id, id_type, customer_id as resolved_id
    from read_parquet(getvariable('customer_ids'))
),

events as (
    select
        customer_id,
        account_id,
        date_trunc('month', ordered_on)::date as month_start,
        if(kind = 'gift_card', 0, net - cogs) as gross_profit
    from sales

    union all

    select
        customer_id,
        account_id,
        date_trunc('month', returned_on)::date,
        returned_cogs - returned_net
    from returns
)

select
    coalesce(by_customer.resolved_id, by_account.resolved_id, 'unknown') as customer_id,
    month_start,
    if(count(*) = count(gross_profit), sum(gross_profit), null)::decimal(18, 4) as gross_profit_amount
from events
left join customers as by_customer
    on events.customer_id = by_customer.source_id and by_customer.id_type = 'order_customer'
left join customers as by_account
    on events.account_id = by_account.source_id and by_account.id_type = 'crm_account'
group by 1, 2;
