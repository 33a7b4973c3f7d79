{{ config(materialized='table') }}

{#-
    What each holder of a won deal has won: the amount of the deal by shares, to the cent, on the day it
    was won, for the team the holder was in that day. A deal without an amount has holders and no money.
-#}
with

won_deals as (

    select
        opportunity_id,
        closed_date,
        amount
    from {{ ref('int_deal_cycles_measured') }}
    where
        outcome = 'won'
        and closed_date is not null

),

shares as (

    select
        shares.opportunity_id,
        shares.user_id,
        shares.share_percent,
        won_deals.closed_date,
        won_deals.amount
    from {{ ref('int_deal_shares_held') }} as shares
    inner join won_deals
        on shares.opportunity_id = won_deals.opportunity_id

),

parts as (

    {{ allocate('shares', 'amount', 'share_percent', 'opportunity_id', 'user_id') }}

)

select
    shares.opportunity_id,
    shares.user_id,
    coalesce(stints.team_id, 'unassigned') as team_id,
    shares.share_percent,
    shares.closed_date,
    {{ month_start('shares.closed_date') }} as month_start,
    case when shares.amount is not null then parts.allocated_amount end as won_amount

from shares

left join parts
    on
        shares.opportunity_id = parts.opportunity_id
        and shares.user_id = parts.user_id

left join {{ ref('int_team_stints_completed') }} as stints
    on
        shares.user_id = stints.user_id
        and {{ effective_at('shares.closed_date', 'stints') }}
