with

losses as (

    select * from {{ ref('int_losses_counted') }}

),

final as (

    select
        month_start,
        dimension,
        dimension_value,
        outcome,
        loss_reason,
        stage_lost_from,
        step_number,
        deal_count as lost_count,
        unvalued_count as lost_unvalued_count,
        known_amount as known_lost_amount,
        unmargined_count as lost_unmargined_count,
        known_margin_amount as known_lost_margin_amount,
        outcome_count,
        known_outcome_amount,
        known_outcome_margin_amount,
        {{ share_of('deal_count', 'outcome_count') }} as count_share_rate,
        {{ share_of('known_amount', 'known_outcome_amount') }} as amount_share_rate,
        {{ share_of('known_margin_amount', 'known_outcome_margin_amount') }} as margin_share_rate,
        {{ as_of_date() }} as as_of_date,
        cast('{{ var("definition_version") }}' as varchar) as definition_version

    from losses

)

select * from final
