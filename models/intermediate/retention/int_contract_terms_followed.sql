{{ config(materialized='table') }}

{#-
    Terms of a customer's contract for a product, and whether each was followed by another: a term
    that starts before the cover is over, or in one of the `contract_grace_months` after it, renews
    it; a later one is a contract of its own. What became of a term is told when these months are
    over, of all terms alike: an early renewal says nothing before the others can.
-#}
with

terms as (

    select
        customer_id,
        product_id,
        first_month,
        max(end_month) as end_month,
        {{ sum_or_unknown('sold_amount') }} as sold_amount
    from {{ ref('int_contract_lines_found') }}
    -- what came back in its first month held nobody
    where end_month > first_month
    group by
        customer_id,
        product_id,
        first_month

),

covered as (

    select
        *,
        max(end_month) over (
            partition by customer_id, product_id
            order by first_month rows between unbounded preceding and current row
        ) as covered_until
    from terms

),

neighbours as (

    select
        *,
        lag(covered_until) over (partition by customer_id, product_id order by first_month)
            as covered_before,
        lead(first_month) over (partition by customer_id, product_id order by first_month)
            as next_first_month
    from covered

),

joined as (

    select
        *,
        coalesce(
            first_month <= {{ months_later('covered_before', var('contract_grace_months')) }}, false
        ) as is_renewal,
        coalesce(
            next_first_month <= {{ months_later('covered_until', var('contract_grace_months')) }}, false
        ) as is_renewed,
        {{ months_later('covered_until', (var('contract_grace_months') | int) + 1) }} as decided_date
    from neighbours

),

numbered as (

    select
        *,
        count(case when not is_renewal then 1 end) over (
            partition by customer_id, product_id
            order by first_month rows between unbounded preceding and current row
        ) as contract_number
    from joined

)

select
    customer_id,
    product_id,
    first_month,
    covered_until as end_month,
    sold_amount,
    cast(
        row_number() over (partition by customer_id, product_id, contract_number order by first_month) - 1
        as bigint
    ) as renewals,
    is_renewed,
    decided_date,
    -- the grace months are over when the day before the next one is
    decided_date <= {{ days_later(as_of_date(), 1) }} as is_decided

from numbered
