{#-
    What SQL cannot compute of customers' values, asked of functions that the warehouse brings (on
    DuckDB the plugin orchestration.warehouse_functions). The arguments are columns of a grouped
    aggregate. A model that uses one of these is a table: whoever reads it needs no function.
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


{#-
    How each regularity of the buying model would have told who comes back, from histories known at
    past days (origin_date) with the orders of the horizon before and after: a list of `regularity`,
    `is_chosen`, `origins` judged and `brier`.
-#}
{% macro try_regularities(horizon_days) -%}
    {{ return(adapter.dispatch('try_regularities')(horizon_days)) }}
{%- endmacro %}

{% macro duckdb__try_regularities(horizon_days) -%}
    try_regularities(
        list(
            struct_pack(
                origin := origin_number, repeats := cast(repeats as bigint),
                last_days := cast(last_days as bigint), age_days := cast(age_days as bigint),
                customers := cast(customers as bigint), orders_before := cast(orders_before as bigint),
                orders_after := cast(orders_after as bigint)
            )
        ),
        cast({{ horizon_days }} as bigint)
    )
{%- endmacro %}


{#-
    Which method's number of a quantity is published, from the back-test errors of a group: of the
    model (`is_model`) and of the naives, each with its `place`. Gives `is_model`, `place`, `grounds`.
-#}
{% macro judge_methods(quantity) -%}
    {{ return(adapter.dispatch('judge_methods')(quantity)) }}
{%- endmacro %}

{% macro duckdb__judge_methods(quantity) -%}
    judge_methods(
        {{ quantity }},
        list(
            struct_pack(
                is_model := is_model, place := cast(place as bigint), customers := cast(customers as double),
                absolute := absolute_error, squared := squared_error, predicted := predicted,
                actual := actual
            )
            order by place
        )
    )
{%- endmacro %}


{#-
    The model of contract renewals that the ends of terms teach (renewals, is_later, renewed, ended),
    and whether it or one chance for everybody is published: `alpha`, `beta`, `share_renewed`,
    `term_ends`, and of those judged on the later ends the two Brier scores, `is_model`, `grounds`.
-#}
{% macro judge_renewals() -%}
    {{ return(adapter.dispatch('judge_renewals')()) }}
{%- endmacro %}

{% macro duckdb__judge_renewals() -%}
    judge_renewals(
        list(
            struct_pack(
                renewals := cast(renewals as bigint), is_later := is_later,
                renewed := cast(renewed as bigint), ended := cast(ended as bigint)
            )
            order by renewals, is_later
        )
    )
{%- endmacro %}


{#-
    How far customers' own margins per order can be believed, from sums over the customers with
    equally many orders (orders, customers, margin, squared_sums, squared_margins, earned): `mean`,
    `restored`, the two variances and `k`, which is null where own margins say nothing.
-#}
{% macro estimate_credibility() -%}
    {{ return(adapter.dispatch('estimate_credibility')()) }}
{%- endmacro %}

{% macro duckdb__estimate_credibility() -%}
    estimate_credibility(
        list(
            struct_pack(
                orders := cast(orders as double), customers := cast(customers as double),
                margin := margin, squared_sums := squared_sums, squared_margins := squared_margins,
                earned := earned
            )
            order by orders
        )
    )
{%- endmacro %}
