{{ config(materialized='table') }}

{#-
    The rates of each scorecard. A rate of too few is withheld and marked, its numbers stay. Velocity
    takes all four inputs from the same deals, those won or lost in the window: their number, the share
    that was won, what a won one was worth and how many days it took.
-#}
with

sized as (

    select
        *,
        won_count + lost_count as closed_count,
        written_activity_count + phone_activity_count + in_person_activity_count + other_activity_count
            as activity_count,
        won_count + lost_count < {{ var('sales_min_deals') | int }} as is_suppressed,
        created_won_count + created_lost_count < {{ var('sales_min_deals') | int }} as is_cohort_suppressed,
        csat_respondent_count < {{ var('satisfaction_min_answers') | int }} as is_csat_suppressed
    from {{ ref('int_scorecards_assembled') }}

),

valued as (

    select
        *,
        cast(gross_revenue_amount - discount_amount - returns_amount as decimal(18, 4)) as known_sales_amount,
        cast(margin_amount - service_cost_amount as decimal(18, 4)) as known_cm2_amount,
        case
            when valued_won_count > 0
                then cast({{ part_of('known_won_amount', '1', 'valued_won_count') }} as decimal(18, 4))
        end as average_won_amount,
        -- what a won deal of unknown amount was worth is what the others were
        case
            when valued_won_count > 0 and won_cycle_sum > 0
                then {{ part_of(
                    'known_won_amount', 'won_count * won_cycle_count', 'valued_won_count * won_cycle_sum'
                ) }}
        end as velocity_amount,
        case
            when margin_valued_won_count > 0 and won_cycle_sum > 0
                then {{ part_of(
                    'known_won_margin_amount', 'won_count * won_cycle_count',
                    'margin_valued_won_count * won_cycle_sum'
                ) }}
        end as velocity_margin_amount
    from sized

)

select
    *,
    {{ ratio('discount_amount', 'gross_revenue_amount') }} as discount_rate,
    {{ ratio('known_cm2_amount', 'known_sales_amount') }} as cm2_rate,
    case
        when not is_suppressed
            then {{ ratio('won_count', 'closed_count') }}
    end as win_rate_closed_count,
    case
        when not is_suppressed
            then {{ ratio('known_won_amount', '(known_won_amount + known_lost_amount)') }}
    end as win_rate_closed_value,
    case
        when not is_cohort_suppressed
            then {{ ratio('created_won_count', '(created_won_count + created_lost_count)') }}
    end as win_rate_created_cohort,
    case
        when not is_cohort_suppressed
            then {{ ratio('created_won_count', 'created_count') }}
    end as conversion_all,
    case
        when not is_suppressed
            then {{ ratio('won_count', '(closed_count + overdue_count)') }}
    end as win_rate_incl_overdue,
    case
        when not is_suppressed
            then {{ ratio('won_cycle_sum', 'won_cycle_count') }}
    end as won_cycle_mean_days,
    case when not is_suppressed then won_cycle_median end as won_cycle_median_days,
    case
        when not is_suppressed
            then {{ ratio('lost_cycle_sum', 'lost_cycle_count') }}
    end as lost_cycle_mean_days,
    case when not is_suppressed then lost_cycle_median end as lost_cycle_median_days,
    case when not is_suppressed then velocity_amount end as velocity_amount_per_day,
    case
        when not is_suppressed
            then velocity_margin_amount
    end as velocity_margin_amount_per_day,
    case
        when not is_suppressed
            then {{ ratio('closed_deal_activity_count', 'closed_count') }}
    end as activities_per_closed_deal,
    {{ ratio('first_response_count', 'lead_count') }} as first_response_rate,
    {{ ratio('first_response_sum', 'first_response_count') }} as first_response_mean_seconds,
    first_response_median as first_response_median_seconds,
    case
        when has_quota
            then {{ ratio('known_quota_won_amount', 'known_quota_amount') }}
    end as known_quota_attainment_rate,
    case
        when not is_csat_suppressed
            then {{ ratio('csat_favourable_count', 'csat_respondent_count') }}
    end as csat_rate,
    case
        when not is_csat_suppressed
            then {{ wilson_bound('csat_favourable_count', 'csat_respondent_count', '-') }}
    end as csat_rate_low,
    case
        when not is_csat_suppressed
            then {{ wilson_bound('csat_favourable_count', 'csat_respondent_count', '+') }}
    end as csat_rate_high

from valued
