{#-
    What SQL cannot compute, asked of functions that the warehouse brings (on DuckDB the plugin
    orchestration.warehouse_functions). The arguments are columns of a grouped aggregate. A model
    that uses one of these is a table: whoever reads it needs no function.
-#}

{#-
    The buying model that fits the rows of a group, of histories (repeats, last_days, age_days,
    customers) that occur once each: its fields are the parameters, their standard errors, the
    log-likelihood and how the search went, or `refusal_reason` and `refusal_explanation`.
-#}
{% macro fit_buying_model(regularity) -%}
    {{ return(adapter.dispatch('fit_buying_model')(regularity)) }}
{%- endmacro %}

{% macro duckdb__fit_buying_model(regularity) -%}
    fit_buying_model(
        list(
            struct_pack(
                repeats := cast(repeats as bigint), last_days := cast(last_days as bigint),
                age_days := cast(age_days as bigint), customers := cast(customers as bigint)
            )
            order by repeats, last_days, age_days
        ),
        cast({{ regularity }} as bigint)
    )
{%- endmacro %}


{#-
    Orders that a customer with `repeats` and `age_days` makes within the horizon if they are still
    there, in parts `part_0` to `part_5`; at a discount rate, in orders of today's worth.
-#}
{% macro expect_orders(horizon_days, discount_rate_annual=0) -%}
    {{ return(adapter.dispatch('expect_orders')(horizon_days, discount_rate_annual)) }}
{%- endmacro %}

{% macro duckdb__expect_orders(horizon_days, discount_rate_annual) -%}
    expect_orders(
        r, alpha, a, b, cast(regularity as bigint), cast(repeats as bigint), cast(age_days as bigint),
        cast({{ horizon_days }} as bigint), cast({{ discount_rate_annual }} as double)
    )
{%- endmacro %}
