{#-
    The role that each holder of a share had on the day of the order, as it was known in each
    state of it: the stint that started last, unless it had ended. By the rules of
    int_salesperson_stints_windowed.
-#}
with

holders as (

    select distinct
        shares.order_id,
        shares.read_on,
        shares.rated_user_id as user_id,
        states.ordered_date,
        states.known_on

    from {{ ref('int_commission_shares_held') }} as shares

    inner join {{ ref('int_commission_orders_stated') }} as states
        on
            shares.order_id = states.order_id
            and shares.read_on = states.read_on

),

ranked as (

    select
        holders.order_id,
        holders.read_on,
        holders.user_id,
        holders.ordered_date,
        lower(stints.role) as role,
        stints.valid_to,
        row_number() over (
            partition by holders.order_id, holders.read_on, holders.user_id
            order by coalesce(stints.valid_from, date '0001-01-01') desc
        ) as start_rank

    from holders

    inner join {{ ref('stg_crm__user_versions') }} as stints
        on
            holders.user_id = stints.user_id
            and holders.ordered_date >= coalesce(stints.valid_from, date '0001-01-01')
            and {{ known_at('holders.known_on', 'stints') }}

    where
        not stints.is_deleted
        and (stints.valid_from is null or stints.valid_to is null or stints.valid_to > stints.valid_from)

)

select
    order_id,
    read_on,
    user_id,
    role

from ranked

where
    start_rank = 1
    and (valid_to is null or valid_to > ordered_date)
