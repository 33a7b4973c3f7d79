with

sales_forecasts_unpacked as (

    select * from {{ ref('int_sales_forecasts_unpacked') }}

),

final as (

    select
        month_start,
        measure,
        level_name,
        series_member as member,
        parent_level,
        parent_member,
        months_ahead,
        point_amount as forecast_amount,
        lower_80_amount,
        upper_80_amount,
        lower_95_amount,
        upper_95_amount,
        range_basis,
        last_year_amount,
        last_year_unknown_count,
        trend_amount,
        season_index,
        season_amount,
        unknown_amount_count,
        series_kind,
        champion,
        champion_reason,
        relative_mase,
        {{ as_of_date() }} as as_of_date,
        cast('{{ var("definition_version") }}' as varchar) as definition_version

    from sales_forecasts_unpacked

)

select * from final
