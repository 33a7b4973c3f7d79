{#-
    What a set of deals comes to, as columns `<name>_count`, `<name>_unvalued_count`,
    `known_<name>_amount`, `<name>_unmargined_count` and `known_<name>_margin_amount`. Reads the
    columns of `deal_measures`, or the sums of such columns, where `condition` holds.
-#}
{% macro deal_values(name, condition) -%}
    {%- for source, target in deal_value_names(name).items() %}
    {%- if source.startswith('known') %}
    cast(sum(case when {{ condition }} then {{ source }} else 0 end) as decimal(18, 4)) as {{ target }}
    {%- else %}
    cast(sum(case when {{ condition }} then {{ source }} else 0 end) as bigint) as {{ target }}
    {%- endif %}
    {{- ',' if not loop.last }}
    {%- endfor %}
{%- endmacro %}


{#- Measure of a set of deals -> the column that it is called as part of `name`. -#}
{% macro deal_value_names(name) -%}
    {{ return({
        'deal_count': name ~ '_count',
        'unvalued_count': name ~ '_unvalued_count',
        'known_amount': 'known_' ~ name ~ '_amount',
        'unmargined_count': name ~ '_unmargined_count',
        'known_margin_amount': 'known_' ~ name ~ '_margin_amount',
    }) }}
{%- endmacro %}


{#- Count, amount and expected margin of the deals of a group, with how many have none known. -#}
{% macro deal_measures(amount='amount', margin='expected_margin_amount') -%}
    count(*) as deal_count,
    count(*) - count({{ amount }}) as unvalued_count,
    cast(sum(coalesce({{ amount }}, 0)) as decimal(18, 4)) as known_amount,
    count(*) - count({{ margin }}) as unmargined_count,
    cast(sum(coalesce({{ margin }}, 0)) as decimal(18, 4)) as known_margin_amount
{%- endmacro %}


{#- A measure of `deal_measures` summed over the window `in_turn`, in its own type. -#}
{% macro running_sum(value, measure) -%}
    cast(
        sum({{ value }}) over in_turn
        as {{ 'decimal(18, 4)' if measure.startswith('known') else 'bigint' }}
    )
{%- endmacro %}


{#- What came into a stage less what left it by each of `exits`, in one measure of `deal_measures`. -#}
{% macro came_less_left(measure, exits) -%}
    {{ deal_value_names('entered')[measure] }}
    {%- for exit in exits %} - {{ deal_value_names(exit)[measure] }}{% endfor %}
{%- endmacro %}
