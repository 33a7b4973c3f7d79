{#-
    The waterfall out of ledger rows. The ledger signs amounts as profit sees them; in a mart,
    revenue, deductions and costs are positive and subtracted. A step is unknown (null) as soon
    as one amount of it is.
-#}
{% macro step_amounts() -%}
    {%- for step in waterfall_steps() %}
    case
        when count(case when waterfall_step = '{{ step }}' and amount is null then 1 end) = 0
            then cast(sum(
                case when waterfall_step = '{{ step }}' then {{ '' if step == 'gross_revenue' else '-' }}amount else 0 end
            ) as decimal(18, 4))
    end as {{ step }}_amount{{ ',' if not loop.last }}
    {%- endfor %}
{%- endmacro %}


{#-
    The same steps as far as they are known: lines that are left out because something of them is
    unknown do not count, nor do unknown amounts that hang on no line.
-#}
{% macro known_step_amounts(is_left_out) -%}
    {%- for step in waterfall_steps() %}
    {{ sum_money(
        "case when waterfall_step = '" ~ step ~ "' and not " ~ is_left_out
        ~ ' then coalesce(' ~ ('' if step == 'gross_revenue' else '-') ~ 'amount, 0) else 0 end'
    ) }} as known_{{ step }}_amount{{ ',' if not loop.last }}
    {%- endfor %}
{%- endmacro %}


{#- Steps of the waterfall in the order in which they are subtracted. -#}
{% macro waterfall_steps() -%}
    {{ return([
        'gross_revenue', 'discount', 'returns', 'cogs', 'fulfilment', 'commission', 'service',
        'sales', 'marketing', 'overhead',
    ]) }}
{%- endmacro %}


{#-
    The columns of a waterfall, steps and levels, from a relation that has the steps; with the prefix
    `known_` those of its known part.
-#}
{% macro waterfall_columns(prefix='') -%}
    {%- set level_after = level_after_step() -%}
    {%- set so_far = [] -%}
    {%- for step in waterfall_steps() %}
    {%- do so_far.append(prefix ~ step ~ '_amount') %}
    {{ prefix ~ step }}_amount,
    {%- if step in level_after %}
    cast({{ so_far | join(' - ') }} as decimal(18, 4)) as {{ prefix ~ level_after[step] }}_amount
    {{- ',' if not loop.last }}
    {%- endif %}
    {%- endfor %}
{%- endmacro %}


{#- The level of the waterfall that is reached when a step has been subtracted. -#}
{% macro level_after_step() -%}
    {{ return({
        'returns': 'net_revenue', 'cogs': 'gross_profit', 'commission': 'cm1', 'sales': 'cm2',
        'marketing': 'cm3', 'overhead': 'net_profit',
    }) }}
{%- endmacro %}


{#- Whether a step of the ledger is one of the waterfall: what is owed for a gift card is not. -#}
{% macro is_waterfall_step(step) -%}
    {{ step }} in (
        {%- for name in waterfall_steps() %}
        '{{ name }}'{{ ',' if not loop.last }}
        {%- endfor %}
    )
{%- endmacro %}


{#- Names of the levels from the top down. -#}
{% macro waterfall_levels() -%}
    {{ return(level_after_step().values() | list) }}
{%- endmacro %}


{#- Names of the columns that waterfall_columns() makes, in its order. -#}
{% macro waterfall_column_names() -%}
    {%- set names = [] -%}
    {%- for step in waterfall_steps() %}
    {%- do names.append(step ~ '_amount') %}
    {%- if step in level_after_step() %}
    {%- do names.append(level_after_step()[step] ~ '_amount') %}
    {%- endif %}
    {%- endfor %}
    {{ return(names) }}
{%- endmacro %}


{#- Names of a waterfall's columns and of its levels as far as they are known. -#}
{% macro profit_column_names() -%}
    {%- set names = waterfall_column_names() -%}
    {%- for level in waterfall_levels() %}
    {%- do names.append('known_' ~ level ~ '_amount') %}
    {%- endfor %}
    {{ return(names) }}
{%- endmacro %}


{#-
    The first step down to contribution margin 2 that takes what is left below zero; null if a part
    before it is unknown, which with the prefix `known_` none is.
-#}
{% macro first_step_below_zero(prefix='') -%}
    {%- set so_far = [] -%}
    case
    {%- for step in waterfall_steps()[:8] %}
        {%- do so_far.append(prefix ~ step ~ '_amount') %}
        when {{ so_far | join(' - ') }} < 0 then '{{ step }}'
    {%- endfor %}
    end
{%- endmacro %}
