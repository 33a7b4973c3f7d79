-- By the model the total is half of open, new and run-rate, and of an odd cent the half goes up or
-- down; where the run-rate is the champion the total is that, to the cent.
with

summed as (

    select
        dimension,
        dimension_value,
        months_ahead,
        champion,
        sum(case when part = 'total' then 2 * expected_amount else 0 end) as twice_the_total_amount,
        sum(case
            when champion = 'model' and part <> 'total' then expected_amount
            when champion = 'run_rate' and part = 'run_rate' then 2 * expected_amount
            else 0
        end) as parts_amount,
        case when champion = 'model' then 0.01 else 0 end as odd_amount
    from {{ ref('fct_pipeline_forecast') }}
    group by
        dimension,
        dimension_value,
        months_ahead,
        champion

)

select *
from summed
where abs(twice_the_total_amount - parts_amount) > odd_amount
