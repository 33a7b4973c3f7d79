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
        {{ fit_buying_model('regularities.regularity') }} as model

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
    model.r as r,
    model.alpha as alpha,
    model.a as a,
    model.b as b,
    model.r_error as r_error,
    model.alpha_error as alpha_error,
    model.a_error as a_error,
    model.b_error as b_error,
    model.log_likelihood as log_likelihood,
    model.passes as passes,
    model.still_to_gain as still_to_gain,
    model.refusal_reason as refusal_reason,
    model.refusal_explanation as refusal_explanation,
    -- names what a score was computed with
    {{ surrogate_key(
        "cast(origin_date as varchar) || ':' || cast(regularity as varchar) || ':'"
        ~ " || coalesce(cast(cast(model.r as decimal(38, 12)) as varchar), 'none') || ':'"
        ~ " || coalesce(cast(cast(model.alpha as decimal(38, 12)) as varchar), 'none') || ':'"
        ~ " || coalesce(cast(cast(model.a as decimal(38, 12)) as varchar), 'none') || ':'"
        ~ " || coalesce(cast(cast(model.b as decimal(38, 12)) as varchar), 'none')"
    ) }} as parameters_version

from fitted
