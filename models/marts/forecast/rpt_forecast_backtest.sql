with

forecast_accuracies_unpacked as (

    select * from {{ ref('int_forecast_accuracies_unpacked') }}

),

final as (

    select
        measure,
        level_name,
        method,
        months_ahead,
        fold_count,
        scored_month_count,
        mae_amount,
        wape,
        bias,
        mase,
        rmsse,
        naive_mase,
        beats_naive,
        coverage_80,
        coverage_95,
        width_80_amount,
        width_95_amount,
        pinball_80_amount,
        pinball_95_amount,
        {{ as_of_date() }} as as_of_date,
        cast('{{ var("definition_version") }}' as varchar) as definition_version

    from forecast_accuracies_unpacked

)

select * from final
