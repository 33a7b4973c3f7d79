{#-
    Seconds that service had been open until a moment, counted from the first known day. `days` is
    the business day that the moment falls on; on a closed day the moment adds nothing.
-#}
{% macro open_seconds_until(moment, days) -%}
    {{ days }}.open_seconds_before + case
        when {{ days }}.opened_at is null or {{ moment }} <= {{ days }}.opened_at then 0
        when {{ moment }} >= {{ days }}.closed_at then {{ days }}.open_seconds
        else {{ seconds_between(days ~ '.opened_at', moment) }}
    end
{%- endmacro %}
