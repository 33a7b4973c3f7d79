with

closings as (

    select * from {{ ref('int_lead_closings_claimed') }}

),

final as (

    select
        month_start,
        dimension,
        dimension_value,
        closed_count,
        converted_count,
        abandoned_count,
        disqualified_count,
        duplicate_count,
        not_a_lead_count,
        deleted_count,
        {{ ratio('abandoned_count', 'closed_count') }} as lead_waste_rate,
        {{ ratio('abandoned_count + disqualified_count', 'closed_count') }} as unconverted_closing_rate,
        closed_minutes as known_closed_minutes,
        abandoned_minutes as known_abandoned_minutes,
        {{ rounded_quotient('abandoned_minutes', 'cast(60 as decimal(18, 4))') }} as known_abandoned_hours,
        {{ ratio('abandoned_minutes', 'closed_minutes') }} as wasted_minutes_rate,
        excluded_minutes as known_excluded_minutes,
        abandoned_untimed_work_count,
        abandoned_unpriced_minutes,
        closed_known_cost_amount as known_closed_cost_amount,
        abandoned_known_cost_amount as known_abandoned_cost_amount,
        case
            when abandoned_unpriced_minutes = 0 and abandoned_untimed_work_count = 0
                then abandoned_known_cost_amount
        end as abandoned_cost_amount,
        claimed_rate as claimed_waste_rate,
        claim_source,
        claim_note,
        {{ as_of_date() }} as as_of_date,
        cast('{{ var("definition_version") }}' as varchar) as definition_version

    from closings

)

select * from final
