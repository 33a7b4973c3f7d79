{{ config(materialized='table') }}

{#-
    What became of the leads that were closed in a month, and what the work on those that were given up
    had cost, whenever it was done. Duplicates, what was no lead, and deleted leads are counted apart.
    A lead that was disqualified was answered, not given up.
-#}
with

leads as (

    select * from {{ ref('int_leads_sliced') }}
    where closed_date <= {{ as_of_date() }}

)

select
    {{ month_start('closed_date') }} as month_start,
    dimension,
    dimension_value,
    count(case when excluded_as is null then 1 end) as closed_count,
    {%- for state in ['converted', 'abandoned', 'disqualified'] %}
    count(case when excluded_as is null and lead_state = '{{ state }}' then 1 end) as {{ state }}_count,
    {%- endfor %}
    {%- for kind in ['duplicate', 'not_a_lead', 'deleted'] %}
    count(case when excluded_as = '{{ kind }}' then 1 end) as {{ kind }}_count,
    {%- endfor %}
    {%- for measure in ['minutes', 'unpriced_minutes', 'known_cost_amount'] %}
    cast(sum(case when excluded_as is null then {{ measure }} else 0 end) as decimal(18, 4))
        as closed_{{ measure }},
    cast(
        sum(case when excluded_as is null and lead_state = 'abandoned' then {{ measure }} else 0 end)
        as decimal(18, 4)
    ) as abandoned_{{ measure }},
    {%- endfor %}
    cast(sum(case when excluded_as is not null then minutes else 0 end) as decimal(18, 4))
        as excluded_minutes,
    cast(
        sum(case when excluded_as is null and lead_state = 'abandoned' then untimed_work_count else 0 end)
        as bigint
    ) as abandoned_untimed_work_count

from leads

group by
    {{ month_start('closed_date') }},
    dimension,
    dimension_value
