select
    user_id,
    full_name,
    role,
    team_id,
    team_name,
    region,
    manager_user_id,
    valid_from,
    valid_to

from {{ ref('int_salesperson_stints_windowed') }}
