{#-
    Every series that is forecast once, with its number and that of the sum it is part of. Products
    share the seasons of their category; everything else shares one calendar.
-#}
with

series as (

    select distinct
        level_name,
        series_member,
        parent_level,
        parent_member
    from {{ ref('int_forecast_members_chosen') }}

),

numbered as (

    select
        *,
        row_number() over (order by level_name, series_member) as series_number,
        dense_rank() over (order by level_name) as level_number,
        dense_rank() over (
            order by
                case
                    when level_name = 'category' then series_member
                    when level_name = 'product' then parent_member
                    else ''
                end
        ) as segment_number
    from series

)

select
    numbered.level_name,
    numbered.series_member,
    numbered.parent_level,
    numbered.parent_member,
    numbered.series_number,
    numbered.level_number,
    numbered.segment_number,
    coalesce(parents.series_number, -1) as parent_number,
    numbered.level_number as branch_number

from numbered

left join numbered as parents
    on
        numbered.parent_level = parents.level_name
        and numbered.parent_member = parents.series_member
