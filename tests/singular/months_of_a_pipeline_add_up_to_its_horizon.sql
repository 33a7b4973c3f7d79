-- Whoever adds the months of a part gets the part's horizon, to the cent.
with

summed as (

    select
        dimension,
        dimension_value,
        part,
        sum(case when months_ahead = 0 then expected_amount else 0 end) as horizon_amount,
        sum(case when months_ahead > 0 then expected_amount else 0 end) as months_amount
    from {{ ref('fct_pipeline_forecast') }}
    group by
        dimension,
        dimension_value,
        part

)

select *
from summed
where horizon_amount <> months_amount
