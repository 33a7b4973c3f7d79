{#-
    Who was in which team and role, and when. A stint ends where the person's next one starts even
    if the extract says later, so that nobody has two roles on one day. 'unassigned' stands for the
    holder of a share that nobody has claimed.
-#}
with

stints as (

    select
        user_id,
        full_name,
        role,
        team_id,
        manager_user_id,
        coalesce(valid_from, date '0001-01-01') as valid_from,
        valid_to

    from {{ ref('stg_crm__users') }}

    where
        not is_deleted
        and (valid_from is null or valid_to is null or valid_to > valid_from)

),

teams as (

    select * from {{ ref('stg_crm__teams') }}
    where not is_deleted

)

select
    stints.user_id,
    stints.full_name,
    lower(stints.role) as role,
    stints.team_id,
    teams.team_name,
    teams.region,
    stints.manager_user_id,
    stints.valid_from,
    least(
        stints.valid_to,
        lead(stints.valid_from) over (partition by stints.user_id order by stints.valid_from)
    ) as valid_to

from stints

left join teams
    on stints.team_id = teams.team_id

union all

select
    'unassigned' as user_id,
    'Nobody yet' as full_name,
    null as role,
    null as team_id,
    null as team_name,
    null as region,
    null as manager_user_id,
    date '0001-01-01' as valid_from,
    null as valid_to
