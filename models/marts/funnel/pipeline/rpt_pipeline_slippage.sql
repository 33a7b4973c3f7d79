with

counted as (

    select * from {{ ref('int_pipeline_slips_counted') }}

),

unclosed as (

    -- who never moves a date slips nowhere: what was not closed tells of both
    select
        *,
        slipped_count + undated_count + due_count as unclosed_count,
        cast(slipped_amount + undated_amount + due_amount as decimal(18, 4)) as unclosed_amount
    from counted

),

final as (

    select
        period_type,
        period_start,
        period_end,
        is_complete,
        dimension,
        dimension_value,
        expected_count,
        unvalued_count,
        won_count,
        lost_count,
        no_decision_count,
        duplicate_count,
        deleted_count,
        slipped_count,
        undated_count,
        due_count,
        unclosed_count,
        known_expected_amount,
        known_expected_margin_amount,
        won_amount,
        lost_amount,
        no_decision_amount,
        duplicate_amount,
        deleted_amount,
        slipped_amount,
        slipped_margin_amount,
        undated_amount,
        due_amount,
        unclosed_amount,
        {{ rate_of_slice(ratio('slipped_amount', 'known_expected_amount')) }} as slippage_rate,
        {{ rate_of_slice(ratio('slipped_count', 'expected_count')) }} as slippage_count_rate,
        {{ rate_of_slice(ratio('unclosed_amount', 'known_expected_amount')) }} as unclosed_rate,
        {{ rate_of_slice(ratio('unclosed_count', 'expected_count')) }} as unclosed_count_rate,
        {{ is_told_by_outcome() }} as is_told_by_outcome,
        {{ as_of_date() }} as as_of_date,
        cast('{{ var("definition_version") }}' as varchar) as definition_version

    from unclosed

)

select * from final
