{{ config(materialized='table') }}

{#-
    The tier that each customer's year reaches by itself, and the tier that it would be enough to
    stay in, under the rules in force when the books of the year were closed. For the methods that
    compare, all customers of the year are compared; equal amounts stand equally far.
-#}
with

bases as (

    select
        *,
        case when basis_amount > 0 then basis_amount else 0 end as positive_amount
    from {{ ref('int_tier_bases_measured') }}

),

placed as (

    select
        *,
        sum(positive_amount) over (partition by fiscal_year, measure) as total_amount,
        sum(positive_amount) over (
            partition by fiscal_year, measure
            order by basis_amount desc
            range between unbounded preceding and current row
        ) as amount_so_far,
        sum(positive_amount) over (partition by fiscal_year, measure, basis_amount) as equal_amount,
        count(case when basis_amount > 0 then 1 end) over (partition by fiscal_year, measure)
            as positive_count,
        rank() over (partition by fiscal_year, measure order by basis_amount desc) - 1 as count_ahead

    from bases

),

rules as (

    select
        *,
        cast(
            bound * case when method = 'threshold' then 1 - hysteresis_rate else 1 + hysteresis_rate end
            as decimal(16, 6)
        ) as bound_to_stay
    from {{ ref('profit_tier_rules') }}
    where method = '{{ var("profit_tier_method") }}'

),

judged as (

    select
        placed.*,
        rules.rule_version,
        rules.tier_order,
        {{ reaches('rules.bound') }} as is_reached,
        {{ reaches('rules.bound_to_stay') }} as is_enough_to_stay

    from placed

    -- no rule in force leaves a customer without a tier, not out of the table
    left join rules
        on
            placed.measure = rules.measure
            and {{ effective_at('placed.closed_on', 'rules') }}

)

select
    customer_id,
    fiscal_year,
    measure,
    year_start,
    closed_on,
    is_closed,
    is_full_year,
    is_active,
    is_incomplete,
    month_count,
    measured_amount,
    before_first_order_amount,
    basis_amount,
    max(rule_version) as rule_version,
    min(case when is_reached then tier_order end) as reached_order,
    min(case when is_enough_to_stay then tier_order end) as stay_order

from judged

group by
    customer_id,
    fiscal_year,
    measure,
    year_start,
    closed_on,
    is_closed,
    is_full_year,
    is_active,
    is_incomplete,
    month_count,
    measured_amount,
    before_first_order_amount,
    basis_amount
