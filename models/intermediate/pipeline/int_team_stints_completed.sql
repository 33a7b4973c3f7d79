{#-
    The team of every person on every day: stints with their gaps filled, so that a join by person and
    day finds exactly one row. In a gap nobody knows the team.
-#}
with

stints as (

    select
        user_id,
        coalesce(team_id, 'unassigned') as team_id,
        coalesce(team_name, team_id, 'unassigned') as team_name,
        valid_from,
        coalesce(valid_to, date '9999-12-31') as valid_to
    from {{ ref('int_salesperson_stints_windowed') }}

),

owners as (

    select distinct owner_user_id as user_id
    from {{ ref('stg_crm__opportunity_versions') }}
    where owner_user_id is not null

),

gaps as (

    select
        user_id,
        lag(valid_to, 1, date '0001-01-01') over (partition by user_id order by valid_from) as valid_from,
        valid_from as valid_to
    from stints

    union all

    select
        user_id,
        max(valid_to) as valid_from,
        date '9999-12-31' as valid_to
    from stints
    group by user_id

    union all

    select
        owners.user_id,
        date '0001-01-01' as valid_from,
        date '9999-12-31' as valid_to
    from owners
    left join stints
        on owners.user_id = stints.user_id
    where stints.user_id is null

)

select * from stints

union all

select
    user_id,
    'unassigned' as team_id,
    'unassigned' as team_name,
    valid_from,
    valid_to

from gaps

where valid_from < valid_to
