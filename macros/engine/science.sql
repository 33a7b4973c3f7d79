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
            order by origin_number, repeats, last_days, age_days, orders_before, orders_after
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


{#- One row for each element of a list. -#}
{% macro each_of(list_column) -%}
    {{ return(adapter.dispatch('each_of')(list_column)) }}
{%- endmacro %}

{% macro duckdb__each_of(list_column) -%}
    unnest({{ list_column }})
{%- endmacro %}


{#- The value below which a share of a group's values lie, interpolated between two of them. -#}
{% macro quantile(value, share) -%}
    {{ return(adapter.dispatch('quantile')(value, share)) }}
{%- endmacro %}

{% macro duckdb__quantile(value, share) -%}
    quantile_cont(cast({{ value }} as double), {{ share }})
{%- endmacro %}


{#-
    The forecast and the back-test of one measure, from the months of its series (series_number,
    level_number, parent_number or -1, branch_number, segment_number, month_number, amount): lists
    `forecasts`, money in whole cents that add up over every sum, and `accuracies`.
-#}
{% macro forecast_sales(horizon_months) -%}
    {{ return(adapter.dispatch('forecast_sales')(horizon_months)) }}
{%- endmacro %}

{% macro duckdb__forecast_sales(horizon_months) -%}
    forecast_sales(
        list(
            struct_pack(
                series := cast(series_number as bigint), level := cast(level_number as bigint),
                parent := cast(parent_number as bigint), branch := cast(branch_number as bigint),
                segment := cast(segment_number as bigint), month := cast(month_number as bigint),
                amount := cast(amount as double)
            )
            order by series_number, month_number
        ),
        cast({{ horizon_months }} as bigint)
    )
{%- endmacro %}


{#- The deals of a group as one value, for forecast_pipeline. -#}
{% macro listed_deals() -%}
    {{ return(adapter.dispatch('listed_deals')()) }}
{%- endmacro %}

{% macro duckdb__listed_deals() -%}
    list(
        struct_pack(
            deal := cast(deal_number as bigint), created := cast(created_month as bigint),
            closed := cast(closed_month as bigint), won := is_won, lost := is_lost,
            won_amount := cast(won_amount as double)
        )
        order by deal_number
    )
{%- endmacro %}


{#- What the deals of a group looked like at month ends, as one value, for forecast_pipeline. -#}
{% macro listed_snapshots() -%}
    {{ return(adapter.dispatch('listed_snapshots')()) }}
{%- endmacro %}

{% macro duckdb__listed_snapshots() -%}
    list(
        struct_pack(
            month := cast(month_number as bigint), deal := cast(deal_number as bigint),
            stage := cast(stage_number as bigint), amount := cast(amount as double),
            probability := cast(probability as double),
            expected_close := cast(expected_close_month as bigint)
        )
        order by month_number, deal_number
    )
{%- endmacro %}


{#-
    Money that a group's deals, those to come and the run-rate can be expected to bring, from the end
    of the origin month on: lists `forecasts` and `scores`.
-#}
{% macro forecast_pipeline(deals, snapshots, origin, horizon_months) -%}
    {{ return(adapter.dispatch('forecast_pipeline')(deals, snapshots, origin, horizon_months)) }}
{%- endmacro %}

{% macro duckdb__forecast_pipeline(deals, snapshots, origin, horizon_months) -%}
    forecast_pipeline(
        {{ deals }}, {{ snapshots }}, cast({{ origin }} as bigint), cast({{ horizon_months }} as bigint)
    )
{%- endmacro %}


{#-
    A sum of floating-point numbers that does not depend on the order in which the rows come: each is
    rounded to a billionth and the sum is exact. Null if no number is known.
-#}
{% macro steady_sum(value) -%}
    cast(sum(cast({{ value }} as decimal(38, 9))) as double)
{%- endmacro %}
