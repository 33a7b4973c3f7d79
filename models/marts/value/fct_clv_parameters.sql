with

models as (

    select * from {{ ref('int_buying_models_fitted') }}

),

days as (

    select * from {{ ref('int_valuation_days_listed') }}

),

beliefs as (

    select * from {{ ref('int_margin_beliefs_estimated') }}

),

regularities as (

    select * from {{ ref('int_regularities_tried') }}
    where is_chosen

),

final as (

    select
        models.purpose,
        models.origin_date,
        models.parameters_version,
        days.horizon_days,
        models.customers as customer_count,
        models.returned_customers as returned_customer_count,
        models.history_groups as history_count,
        case
            when models.refusal_reason is null and models.regularity = 1 then 'MBG/NBD'
            when models.refusal_reason is null
                then 'MBG/CNBD-' || cast(models.regularity as varchar)
        end as model_name,
        models.regularity,
        regularities.brier as regularity_brier,
        cast(models.r as decimal(38, 12)) as r,
        cast(models.alpha as decimal(38, 12)) as alpha_weeks,
        cast(models.a as decimal(38, 12)) as a,
        cast(models.b as decimal(38, 12)) as b,
        cast(models.r_error as decimal(38, 12)) as r_error,
        cast(models.alpha_error as decimal(38, 12)) as alpha_weeks_error,
        cast(models.a_error as decimal(38, 12)) as a_error,
        cast(models.b_error as decimal(38, 12)) as b_error,
        cast(models.log_likelihood as decimal(38, 6)) as log_likelihood,
        models.refusal_reason is null as has_converged,
        models.passes as exact_passes,
        cast(models.still_to_gain as decimal(38, 12)) as still_to_gain,
        models.refusal_reason,
        models.refusal_explanation,
        beliefs.orders as margin_order_count,
        cast(beliefs.mean_margin as decimal(18, 4)) as margin_per_order_amount,
        cast(beliefs.restored_margin as decimal(18, 4)) as margin_restored_amount,
        cast(beliefs.within_variance as decimal(38, 6)) as margin_within_variance,
        cast(beliefs.between_variance as decimal(38, 6)) as margin_between_variance,
        cast(beliefs.credibility_k as decimal(38, 6)) as credibility_k,
        {{ as_of_date() }} as as_of_date,
        cast('{{ var("definition_version") }}' as varchar) as definition_version

    from models

    inner join days
        on
            models.purpose = days.purpose
            and models.origin_date = days.origin_date

    left join beliefs
        on
            models.purpose = beliefs.purpose
            and models.origin_date = beliefs.origin_date

    cross join (select max(brier) as brier from regularities) as regularities

)

select
    purpose,
    origin_date,
    parameters_version,
    horizon_days,
    customer_count,
    returned_customer_count,
    history_count,
    model_name,
    regularity,
    cast(regularity_brier as decimal(18, 6)) as regularity_brier,
    r,
    alpha_weeks,
    a,
    b,
    r_error,
    alpha_weeks_error,
    a_error,
    b_error,
    log_likelihood,
    has_converged,
    exact_passes,
    still_to_gain,
    refusal_reason,
    refusal_explanation,
    margin_order_count,
    margin_per_order_amount,
    margin_restored_amount,
    margin_within_variance,
    margin_between_variance,
    credibility_k,
    as_of_date,
    definition_version

from final
