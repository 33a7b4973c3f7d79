{{ config(materialized='table') }}

{#-
    The population that the customers of a valuation day come from, or the reason why none can be
    told. Without a back-test the regularity is 1: purchases at random times.
-#}
with

histories as (

    select * from {{ ref('int_purchase_histories_grouped') }}

),

regularities as (

    select coalesce(max(regularity), 1) as regularity
    from {{ ref('int_regularities_tried') }}
    where is_chosen

),

fitted as (

    select
        histories.purpose,
        histories.origin_date,
        regularities.regularity,
        sum(histories.customers) as customers,
        sum(case when histories.repeats > 0 then histories.customers else 0 end) as returned_customers,
        count(*) as history_groups,
        {{ fit_buying_model('regularities.regularity') }} as fitted_model

    from histories

    cross join regularities

    group by
        histories.purpose,
        histories.origin_date,
        regularities.regularity

)

select
    purpose,
    origin_date,
    regularity,
    cast(customers as bigint) as customers,
    cast(returned_customers as bigint) as returned_customers,
    history_groups,
    fitted_model.r,
    fitted_model.alpha,
    fitted_model.a,
    fitted_model.b,
    fitted_model.r_error,
    fitted_model.alpha_error,
    fitted_model.a_error,
    fitted_model.b_error,
    fitted_model.log_likelihood,
    fitted_model.passes,
    fitted_model.still_to_gain,
    fitted_model.refusal_reason,
    fitted_model.refusal_explanation,
    -- names what a score was computed with
    {{ surrogate_key(
        "cast(origin_date as varchar) || ':' || cast(regularity as varchar) || ':'"
        ~ " || coalesce(cast(cast(fitted_model.r as decimal(38, 12)) as varchar), 'none') || ':'"
        ~ " || coalesce(cast(cast(fitted_model.alpha as decimal(38, 12)) as varchar), 'none') || ':'"
        ~ " || coalesce(cast(cast(fitted_model.a as decimal(38, 12)) as varchar), 'none') || ':'"
        ~ " || coalesce(cast(cast(fitted_model.b as decimal(38, 12)) as varchar), 'none')"
    ) }} as parameters_version

from fitted
