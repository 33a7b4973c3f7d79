{#-
    A value under the scenario that is being asked about: `value` itself unless the `scenario` var
    holds changes of this lever, so that a build without a scenario runs the very same SQL.

    lever   one of known_levers()
    value   the expression that the lever moves
    type    what the moved value is cast to
    scope   mapping of what a change may be limited to -> the expression it is compared with
-#}
{% macro what_if(lever, value, type, scope) -%}
    {%- set moves = [] -%}
    {%- for change in var('scenario') if change.lever == lever -%}
        {%- do moves.append(' * ' ~ scenario_factor(change, scope)) -%}
    {%- endfor -%}
    {%- if moves -%}
    cast(({{ value }}){{ moves | join }} as {{ type }})
    {%- else -%}
    {{ value }}
    {%- endif -%}
{%- endmacro %}


{#-
    What stands instead of `value` under the scenario: the `to` of the last change of this lever
    that the row is in the scope of.
-#}
{% macro what_if_instead(lever, value, scope) -%}
    {%- set cases = [] -%}
    {%- for change in var('scenario') | reverse if change.lever == lever -%}
        {%- do cases.append(
            'when ' ~ (scenario_conditions(change, scope) or 'true') ~ ' then ' ~ scenario_text(change.to)
        ) -%}
    {%- endfor -%}
    {%- if cases -%}
    case {{ cases | join(' ') }} else {{ value }} end
    {%- else -%}
    {{ value }}
    {%- endif -%}
{%- endmacro %}


{#- Whether the scenario pulls one of these levers; never in a build without a scenario. -#}
{% macro scenario_moves(levers) -%}
    {{ return(var('scenario') | selectattr('lever', 'in', levers) | list | length > 0) }}
{%- endmacro %}


{#- The order lines with what was really paid for them, whatever they would cost under a scenario. -#}
{% macro lines_as_paid() -%}
    {{ return(
        ref('int_order_lines_netted') if scenario_moves(line_levers()) else ref('int_order_lines_discounted')
    ) }}
{%- endmacro %}


{#- Levers that change what is paid for a line. -#}
{% macro line_levers() -%}
    {{ return(['price', 'price_charged', 'quantity', 'line_discount', 'order_discount']) }}
{%- endmacro %}


{#- The factor of one change: 1 for every row outside the scope that the change names. -#}
{% macro scenario_factor(change, scope) -%}
    {%- set factor = 'cast(' ~ '%.6f' % (1 + change.percent / 100) ~ ' as decimal(12, 6))' -%}
    {%- set conditions = scenario_conditions(change, scope) -%}
    {%- if conditions -%}
    case when {{ conditions }} then {{ factor }} else 1 end
    {%- else -%}
    {{ factor }}
    {%- endif -%}
{%- endmacro %}


{#- Predicate: the row is in the scope that a change names; empty where it names none. -#}
{% macro scenario_conditions(change, scope) -%}
    {%- set conditions = [] -%}
    {%- for name, wanted in change.items() if name not in ('lever', 'percent', 'to') -%}
        {%- if name not in scope -%}
            {{ exceptions.raise_compiler_error(
                "The scenario limits " ~ change.lever ~ " by " ~ name ~ "; it can be limited by "
                ~ (scope | join(', ')) ~ "."
            ) }}
        {%- endif -%}
        {%- do conditions.append(scope[name] ~ ' = ' ~ scenario_text(wanted)) -%}
    {%- endfor -%}
    {{ conditions | join(' and ') }}
{%- endmacro %}


{#- A word of the scenario as a text literal. -#}
{% macro scenario_text(word) -%}
    '{{ word | string | replace("'", "''") }}'
{%- endmacro %}


{#- Everything that a scenario can move, and what of it. -#}
{% macro known_levers() -%}
    {{ return({
        'price': 'list price and price charged',
        'price_charged': 'price charged, at an unchanged list price',
        'quantity': 'units sold',
        'line_discount': 'discount on lines',
        'order_discount': 'discount on whole orders',
        'unit_cost': 'unit cost of products, in all its parts',
        'fx_rate': 'rate of a currency to the reporting currency',
        'cost_pool': 'amount of a cost pool',
        'driver': 'what a cost pool is spread by (`to` instead of `percent`)',
        'commission_rate': 'agreed commission rate',
    }) }}
{%- endmacro %}


{#- Stops a build whose scenario pulls a lever that nothing is connected to. -#}
{% macro check_scenario() -%}
    {%- for change in var('scenario') if change.lever not in known_levers() -%}
        {{ exceptions.raise_compiler_error(
            "The scenario moves " ~ change.lever ~ "; it can move " ~ (known_levers() | join(', ')) ~ "."
        ) }}
    {%- endfor -%}
{%- endmacro %}
