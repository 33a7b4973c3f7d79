{#-
    Who holds which share of each order in each of its states: the splits of its deal, else its
    sales person, else the owner of its deal. A share that the splits leave open is held by
    'unassigned' and earns at the rate of the largest holder until somebody claims it, so that the
    line's commission is whole. Splits of more than 100 % are scaled down to it.
-#}
with

states as (

    select
        states.order_id,
        states.read_on,
        states.opportunity_id,
        states.known_on,
        coalesce(states.sales_user_id, opportunities.owner_user_id) as user_id

    from {{ ref('int_commission_orders_stated') }} as states

    left join {{ ref('stg_crm__opportunity_versions') }} as opportunities
        on
            states.opportunity_id = opportunities.opportunity_id
            and {{ known_at('states.known_on', 'opportunities') }}
            and not opportunities.is_deleted

    where states.is_stated

),

splits as (

    select
        states.order_id,
        states.read_on,
        splits.user_id,
        splits.split_percent as share_percent,
        sum(splits.split_percent) over (
            partition by states.order_id, states.read_on
        ) as split_total,
        row_number() over (
            partition by states.order_id, states.read_on
            order by splits.split_percent desc, splits.user_id asc
        ) as size_rank

    from states

    inner join {{ ref('stg_crm__opportunity_split_versions') }} as splits
        on
            states.opportunity_id = splits.opportunity_id
            and {{ known_at('states.known_on', 'splits') }}

    where not splits.is_deleted

),

shares as (

    select
        order_id,
        read_on,
        user_id,
        user_id as rated_user_id,
        share_percent,
        case
            when split_total < 100 then 'incomplete'
            when split_total > 100 then 'scaled'
            else 'complete'
        end as split_status

    from splits

    where share_percent > 0

    union all

    select
        order_id,
        read_on,
        'unassigned' as user_id,
        user_id as rated_user_id,
        100 - split_total as share_percent,
        'incomplete' as split_status

    from splits

    where
        size_rank = 1
        and split_total < 100

    union all

    select
        states.order_id,
        states.read_on,
        states.user_id,
        states.user_id as rated_user_id,
        100 as share_percent,
        'complete' as split_status

    from states

    left join splits
        on
            states.order_id = splits.order_id
            and states.read_on = splits.read_on

    where
        splits.order_id is null
        and states.user_id is not null

),

running as (

    select
        *,
        sum(share_percent) over (partition by order_id, read_on) as total_percent,
        sum(share_percent) over (
            partition by order_id, read_on
            order by user_id
            rows between unbounded preceding and current row
        ) as percent_so_far

    from shares

)

select
    order_id,
    read_on,
    user_id,
    rated_user_id,
    cast(share_percent as decimal(9, 4)) as share_percent,
    -- the difference of two running shares, so that the shares of an order sum to exactly 1
    cast(
        {{ part_of('1', 'percent_so_far', 'total_percent', 6) }}
        - {{ part_of('1', '(percent_so_far - share_percent)', 'total_percent', 6) }}
        as decimal(9, 6)
    ) as split_rate,
    split_status

from running
