{#-
    The steps of the funnel in their order, whatever numbers stage_map gives the stages: each place
    that an open stage can have, then the win. Stages in one place are one step, called by the first.
-#}
with

places as (

    select
        stage_number,
        min(stage) as stage

    from {{ ref('stage_map') }}

    where stage_kind = 'open'

    group by stage_number

)

select
    cast(row_number() over (order by stage_number) as integer) as step_number,
    stage_number,
    stage,
    false as is_win

from places

union all

select
    cast(count(*) + 1 as integer) as step_number,
    null as stage_number,
    'won' as stage,
    true as is_win

from places
