{#-
    Retention month by month: the figures of a month are all changes up to it. A window is only
    spoken of where the one before it lies inside what has landed, because a customer who bought
    before the first extract would look new.
-#}
{%- set counts = [
    'start_customer_count', 'retained_customer_count', 'churned_customer_count', 'new_customer_count',
    'reactivated_customer_count', 'end_customer_count', 'expanded_customer_count',
    'contracted_customer_count', 'unchanged_customer_count', 'lapsed_within_count', 'unknown_amount_count',
] -%}
{%- set amounts = [
    'known_start_revenue_amount', 'known_new_revenue_amount', 'known_reactivation_revenue_amount',
    'known_expansion_revenue_amount', 'known_contraction_revenue_amount', 'known_churn_revenue_amount',
    'known_fx_revenue_amount', 'known_end_revenue_amount', 'known_after_sale_revenue_amount',
    'known_revenue_base_amount', 'known_gross_retained_revenue_amount', 'known_net_retained_revenue_amount',
    'known_start_cm2_amount', 'known_kept_cm2_amount', 'known_end_cm2_amount',
] -%}
{#- A month without a change adds none; a contract's contribution is unknown in all of them. -#}
{%- set absent = "case when slices.relationship = 'non_contractual' then 0 end" -%}
with

deltas as (

    select * from {{ ref('int_retention_deltas_summed') }}

),

months as (

    select distinct {{ month_start('date_day') }} as month_start
    from {{ ref('int_dates_spanned') }}
    where {{ months_later(month_start('date_day'), 1) }} <= {{ days_later(as_of_date(), 1) }}

),

first_months as (

    select min(month_start) as first_month
    from {{ ref('int_retention_months_gathered') }}
    where purchase_count > 0

),

slices as (

    select
        relationship,
        window_months,
        dimension,
        dimension_value,
        min(month_start) as slice_month
    from deltas
    group by
        relationship,
        window_months,
        dimension,
        dimension_value

),

summed as (

    select
        months.month_start,
        slices.relationship,
        slices.window_months,
        slices.dimension,
        slices.dimension_value,
        {%- for name in counts + amounts %}
        sum(coalesce(deltas.{{ name }}, {{ absent if 'cm2' in name else 0 }})) over (
            partition by
                slices.relationship, slices.window_months, slices.dimension, slices.dimension_value
            order by months.month_start
            rows between unbounded preceding and current row
        ) as {{ name }},
        {%- endfor %}
        first_months.first_month

    from slices

    cross join first_months

    inner join months
        on slices.slice_month <= months.month_start

    left join deltas
        on
            months.month_start = deltas.month_start
            and slices.relationship = deltas.relationship
            and slices.window_months = deltas.window_months
            and slices.dimension = deltas.dimension
            and slices.dimension_value = deltas.dimension_value

),

typed as (

    select
        month_start,
        relationship,
        window_months,
        dimension,
        {%- for name in counts %}
        cast({{ name }} as bigint) as {{ name }},
        {%- endfor %}
        {%- for name in amounts %}
        cast({{ name }} as decimal(18, 4)) as {{ name }},
        {%- endfor %}
        dimension_value

    from summed

    where
        {{ months_later('month_start', '1 - 2 * window_months') }} >= first_month
        or (
            relationship = 'contractual'
            and {{ months_later('month_start', '-window_months') }} >= first_month
        )

),

rated as (

    select
        *,
        {{ ratio('retained_customer_count', 'start_customer_count') }} as logo_retention_rate,
        {{ ratio('known_gross_retained_revenue_amount', 'known_revenue_base_amount') }}
            as gross_revenue_retention_rate,
        {{ ratio('known_net_retained_revenue_amount', 'known_revenue_base_amount') }}
            as net_revenue_retention_rate,
        case
            when known_start_cm2_amount > 0
                then {{ ratio('known_kept_cm2_amount', 'known_start_cm2_amount') }}
        end as profit_retention_rate

    from typed

)

select
    *,
    -- of one population, so what is not kept is lost
    cast(1 - logo_retention_rate as decimal(18, 6)) as logo_churn_rate,
    start_customer_count < {{ var('retention_min_customers') | int }} as is_small_base

from rated
