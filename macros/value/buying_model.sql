{#-
    How many ways there are to be silent since the last order: D of the buying model
    (orchestration/science/value/scores.py), of a row with `rate_shape` and `regularity`. `waited` is the
    time since the last order as a part of all time, alpha included.
-#}
{% macro silent_stages(waited) -%}
    (1
    {%- for stage in range(1, 6) %} + case when regularity > {{ stage }} then (rate_shape + {{ stage - 1 }}) / {{ stage }}.0 * {{ waited }} * (1
    {%- endfor -%}
    {%- for stage in range(1, 6) %}) else 0 end{% endfor -%}
    )
{%- endmacro %}


{#-
    What a customer who is still there is expected to bring, from its parts `<prefix>_0` to `_5`
    (int_orders_expected): a polynomial in the share of time waited.
-#}
{% macro sum_of_parts(prefix, waited) -%}
    (
    {%- for part in range(5) %}{{ prefix }}_{{ part }} + {{ waited }} * ({% endfor -%}
    {{ prefix }}_5{{ ')' * 6 }}
{%- endmacro %}


{#- What an even stream of money over the horizon is worth today, per unit; steps of about a month. -#}
{% macro worth_of_even_stream(horizon_days, rate_annual) -%}
    {%- set steps = [(horizon_days / 365 * 12) | round | int, 1] | max -%}
    {%- set worth = namespace(total=0.0) -%}
    {%- for step in range(1, steps + 1) -%}
        {%- set worth.total = worth.total + (1 + rate_annual) ** (-horizon_days / steps / 365 * step) -%}
    {%- endfor -%}
    cast({{ worth.total / steps }} as double)
{%- endmacro %}
