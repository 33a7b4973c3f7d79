with

names as (

    select
        user_id,
        full_name,
        row_number() over (partition by user_id order by valid_from desc) as newest_rank
    from {{ ref('int_salesperson_stints_windowed') }}

)

select
    scorecards.window_months,
    scorecards.month_start,
    scorecards.dimension_value as user_id,
    names.full_name,
    coalesce(stints.team_id, 'unassigned') as team_id,
    scorecards.known_sales_amount,
    scorecards.gross_revenue_amount,
    scorecards.discount_amount,
    scorecards.returns_amount,
    scorecards.left_out_sales_amount,
    scorecards.discount_rate,
    scorecards.known_cm2_amount,
    scorecards.service_cost_amount,
    scorecards.cm2_rate,
    scorecards.unknown_amount_count,
    scorecards.won_count,
    scorecards.lost_count,
    scorecards.no_decision_count,
    scorecards.overdue_count,
    scorecards.closed_count,
    scorecards.known_won_amount,
    scorecards.known_lost_amount,
    cast(
        scorecards.closed_count - scorecards.valued_won_count
        - scorecards.valued_lost_count as bigint
    ) as unvalued_count,
    scorecards.created_count,
    scorecards.created_won_count,
    scorecards.created_lost_count,
    scorecards.created_open_count,
    scorecards.duplicate_count,
    scorecards.deleted_count,
    scorecards.is_suppressed,
    scorecards.is_cohort_suppressed,
    scorecards.win_rate_closed_count,
    scorecards.win_rate_closed_value,
    scorecards.win_rate_created_cohort,
    scorecards.conversion_all,
    scorecards.win_rate_incl_overdue,
    scorecards.won_cycle_count,
    scorecards.won_cycle_sum as won_cycle_sum_days,
    scorecards.won_cycle_mean_days,
    scorecards.won_cycle_median_days,
    scorecards.lost_cycle_count,
    scorecards.lost_cycle_sum as lost_cycle_sum_days,
    scorecards.lost_cycle_mean_days,
    scorecards.lost_cycle_median_days,
    case when not scorecards.is_suppressed then scorecards.average_won_amount end as average_won_amount,
    scorecards.velocity_amount_per_day,
    scorecards.velocity_margin_amount_per_day,
    scorecards.activity_count,
    scorecards.written_activity_count,
    scorecards.phone_activity_count,
    scorecards.in_person_activity_count,
    scorecards.other_activity_count,
    scorecards.deleted_activity_count,
    scorecards.closed_deal_activity_count,
    scorecards.activities_per_closed_deal,
    scorecards.lead_count,
    scorecards.first_response_count,
    scorecards.first_response_rate,
    scorecards.first_response_sum as first_response_sum_seconds,
    scorecards.first_response_mean_seconds,
    scorecards.first_response_median_seconds,
    scorecards.unknown_quota_count,
    case when scorecards.has_quota then scorecards.known_quota_amount end as known_quota_amount,
    scorecards.known_quota_won_amount,
    scorecards.known_quota_attainment_rate,
    scorecards.csat_asked_count,
    scorecards.csat_respondent_count,
    scorecards.csat_favourable_count,
    scorecards.is_csat_suppressed,
    scorecards.csat_rate,
    scorecards.csat_rate_low,
    scorecards.csat_rate_high,
    {{ as_of_date() }} as as_of_date,
    cast('{{ var("definition_version") }}' as varchar) as definition_version

from {{ ref('int_scorecards_rated') }} as scorecards

left join names
    on
        scorecards.dimension_value = names.user_id
        and names.newest_rank = 1

left join {{ ref('int_salesperson_stints_windowed') }} as stints
    on
        scorecards.dimension_value = stints.user_id
        and {{ effective_at(
            'least(' ~ month_end('scorecards.month_start') ~ ', ' ~ as_of_date() ~ ')', 'stints'
        ) }}

where scorecards.dimension = 'person'
