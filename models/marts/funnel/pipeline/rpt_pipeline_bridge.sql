{%- set movements = [
    'start', 'new', 'reopened', 'pulled_in', 'carried_in', 'moved_in', 'increased', 'valued', 'won', 'lost',
    'no_decision', 'duplicate', 'deleted', 'decreased', 'pushed_out', 'backdated', 'moved_out', 'end',
] -%}

with

bridged as (

    select * from {{ ref('int_pipeline_months_bridged') }}

),

final as (

    select
        month_start,
        pipeline,
        dimension,
        dimension_value,
        dimension_name,
        month_end,
        is_complete,
        {%- for movement in movements %}
        {%- if movement not in ('increased', 'valued', 'decreased') %}
        {{ movement }}_count,
        {%- endif %}
        {{ movement }}_amount,
        {{ movement }}_margin_amount,
        {%- endfor %}
        start_unvalued_count,
        end_unvalued_count,
        {{ as_of_date() }} as as_of_date,
        cast('{{ var("definition_version") }}' as varchar) as definition_version

    from bridged

)

select * from final
