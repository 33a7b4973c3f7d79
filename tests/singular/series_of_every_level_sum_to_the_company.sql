-- What the forecast learns from is the same money on every level: nothing is left out of a split.
select
    summed.measure,
    summed.month_number,
    series.level_name,
    sum(summed.amount) as level_amount,
    max(company.amount) as company_amount
from {{ ref('int_sales_series_summed') }} as summed
inner join {{ ref('int_forecast_series_numbered') }} as series
    on summed.series_number = series.series_number
inner join {{ ref('int_forecast_series_numbered') }} as whole
    on whole.level_name = 'company'
left join {{ ref('int_sales_series_summed') }} as company
    on
        whole.series_number = company.series_number
        and summed.measure = company.measure
        and summed.month_number = company.month_number
group by
    summed.measure,
    summed.month_number,
    series.level_name
having sum(summed.amount) is distinct from max(company.amount)
