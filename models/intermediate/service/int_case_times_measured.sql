{#-
    How long customers waited: for the first answer, by the month a case was opened in, and for the
    end, by the month it was closed in. In open hours; the median is the case in the middle, the
    earlier of two.
-#}
{%- set slice = 'dimension, dimension_value, month_start, milestone' -%}
with

cases as (

    select * from {{ ref('int_cases_sliced') }}

),

waits as (

    select
        dimension,
        dimension_value,
        case_id,
        opened_month as month_start,
        'response' as milestone,
        response_seconds as clock_seconds,
        response_open_seconds as open_seconds
    from cases

    union all

    select
        dimension,
        dimension_value,
        case_id,
        closed_month as month_start,
        'resolution' as milestone,
        resolution_seconds as clock_seconds,
        resolution_open_seconds as open_seconds
    from cases
    where closed_month is not null

),

ranked as (

    select
        *,
        row_number() over (partition by {{ slice }} order by open_seconds, case_id) as place,
        count(*) over (partition by {{ slice }}) as case_count

    from waits

    where open_seconds is not null

)

select
    {{ slice }},
    count(*) as case_count,
    cast(sum(clock_seconds) as bigint) as clock_seconds,
    cast(sum(open_seconds) as bigint) as open_seconds,
    min(case when place * 2 >= case_count then open_seconds end) as median_open_seconds

from ranked

group by {{ slice }}
