{{ config(materialized='table') }}

{#-
    Whose number of each quantity is published (orchestration/science/value/skill_gate.py): the
    model's only where it was nearer than every naive on the company's own past, over the days on
    which it could be fitted, and where it can be fitted today.
-#}
with

errors as (

    select
        *,
        max(case when is_model then 1 else 0 end) over (partition by quantity, origin_date) as has_model,
        max(case when is_model then 1 else 0 end) over (partition by quantity) as has_any_model
    from {{ ref('int_value_methods_compared') }}

),

models as (

    select
        max(refusal_reason) as refusal_reason,
        max(refusal_explanation) as refusal_explanation,
        count(case when refusal_reason is null then 1 end) as fitted_models
    from {{ ref('int_buying_models_fitted') }}
    where purpose = 'score'

),

methods as (
    {% for method in value_methods() %}
    select
        '{{ method.quantity }}' as quantity,
        '{{ method.name }}' as method,
        {{ method.is_model }} as is_model,
        {{ method.place }} as place
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

summed as (

    select
        methods.quantity,
        methods.method,
        methods.is_model,
        methods.place,
        coalesce(sum(errors.customers), 0) as customers,
        coalesce({{ steady_sum('errors.absolute_error') }}, 0) as absolute_error,
        coalesce({{ steady_sum('errors.squared_error') }}, 0) as squared_error,
        coalesce({{ steady_sum('errors.predicted') }}, 0) as predicted,
        coalesce({{ steady_sum('errors.actual') }}, 0) as actual

    from methods

    cross join models

    left join errors
        on
            methods.quantity = errors.quantity
            and methods.method = errors.method
            and errors.has_model = errors.has_any_model
            and (models.fitted_models > 0 or not errors.is_model)

    group by
        methods.quantity,
        methods.method,
        methods.is_model,
        methods.place

),

heard as (

    select
        quantity,
        cast(max(customers) as bigint) as judged_customers,
        {{ judge_methods('quantity') }} as verdict
    from summed
    group by quantity

),

judged as (

    select
        quantity,
        judged_customers,
        verdict.is_model,
        verdict.place,
        verdict.grounds
    from heard

)

select
    judged.quantity,
    methods.method,
    judged.is_model,
    coalesce(models.refusal_reason, judged.grounds, 'no_customers') as reason,
    models.refusal_explanation as explanation,
    judged.judged_customers

from judged

cross join models

inner join methods
    on
        judged.quantity = methods.quantity
        and coalesce(judged.place, 0) = methods.place
