{%- set scope = {
    'product_id': 'product_id',
    'product_category': '(select products.category from ' ~ ref('int_products_described')
    ~ ' as products where products.product_id = costs.product_id)',
} -%}

{#-
    What one unit of a product costs, and when. A window ends where the next one starts even if
    the extract says later, so that no day ever has two costs. A part that is empty is none when
    another part is given.
-#}
with

costs as (

    select * from {{ ref('stg_costs__product_costs') }}
    where
        not is_deleted
        and (valid_to is null or valid_to > valid_from)

),

windows as (

    select
        product_id,
        valid_from,
        least(
            valid_to,
            lead(valid_from) over (partition by product_id order by valid_from)
        ) as valid_to,
        coalesce(currency_code, '{{ var("reporting_currency") }}') as currency_code,
        {{ what_if(
            'unit_cost', 'cast(coalesce(material_cost_local, 0) as decimal(18, 6))', 'decimal(18, 6)', scope
        ) }} as material_unit_cost_local,
        {{ what_if(
            'unit_cost', 'cast(coalesce(labour_cost_local, 0) as decimal(18, 6))', 'decimal(18, 6)', scope
        ) }} as labour_unit_cost_local,
        {{ what_if(
            'unit_cost', 'cast(coalesce(overhead_cost_local, 0) as decimal(18, 6))', 'decimal(18, 6)', scope
        ) }} as overhead_unit_cost_local

    from costs

)

select
    *,
    cast(
        material_unit_cost_local + labour_unit_cost_local + overhead_unit_cost_local
        as decimal(18, 6)
    ) as unit_cost_local

from windows
