-- Regions, categories and teams are three ways to split one company, products and persons two to split
-- those: each adds up to its parent in every month, to the cent.
with

children as (

    select
        measure,
        month_start,
        level_name,
        parent_level,
        parent_member,
        sum(forecast_amount) as children_amount
    from {{ ref('fct_sales_forecast_monthly') }}
    where parent_level <> 'none'
    group by
        measure,
        month_start,
        level_name,
        parent_level,
        parent_member

)

select
    children.*,
    parents.forecast_amount
from children
left join {{ ref('fct_sales_forecast_monthly') }} as parents
    on
        children.measure = parents.measure
        and children.month_start = parents.month_start
        and children.parent_level = parents.level_name
        and children.parent_member = parents.member
where children.children_amount is distinct from parents.forecast_amount
