{%- set account = [
    'opening', 'entered', 'advanced', 'regressed', 'skipped', 'won', 'lost', 'other', 'closing',
] -%}
with

flows as (

    select * from {{ ref('int_stage_flows_balanced') }}

),

final as (

    select
        month_start,
        dimension,
        dimension_value,
        stage,
        step_number,
        {%- for name in account + ['rated_entered', 'rated_forward'] %}
        {%- for column in deal_value_names(name).values() %}
        {{ column }},
        {%- endfor %}
        {%- endfor %}
        reopened_count,
        no_decision_count,
        duplicate_count,
        deleted_count,
        moved_count,
        {{ ratio('rated_forward_count', 'rated_entered_count') }} as flow_rate,
        {{ ratio('known_rated_forward_amount', 'known_rated_entered_amount') }} as flow_amount_rate,
        {{ ratio('known_rated_forward_margin_amount', 'known_rated_entered_margin_amount') }}
            as flow_margin_rate,
        {{ as_of_date() }} as as_of_date,
        cast('{{ var("definition_version") }}' as varchar) as definition_version

    from flows

)

select * from final
