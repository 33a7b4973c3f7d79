{#-
    What SQL cannot compute of what is to come, asked of functions that the warehouse brings, as in
    value_functions.sql.
-#}

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
