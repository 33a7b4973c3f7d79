with

bridged as (

    select * from {{ ref('int_gross_profit_bridged') }}

),

final as (

    select
        comparison,
        period_type,
        period_start,
        period_end,
        before_start,
        before_end,
        is_complete,
        scope_type,
        scope_id,
        gross_profit_before_amount,
        volume_effect_amount,
        mix_effect_amount,
        price_effect_amount,
        cost_effect_amount,
        fx_effect_amount,
        new_items_amount,
        lost_items_amount,
        other_amount,
        gross_profit_after_amount,
        change_amount,
        quantity_before,
        quantity_after,
        comparable_item_count,
        new_item_count,
        lost_item_count,
        unknown_line_count_before,
        unknown_line_count_after,
        {{ as_of_date() }} as as_of_date,
        cast('{{ var("definition_version") }}' as varchar) as definition_version

    from bridged

)

select * from final
