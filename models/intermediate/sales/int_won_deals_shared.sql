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

claims as (

    select
        held.opportunity_id,
        held.user_id,
        held.share_percent,
        won_deals.closed_date,
        won_deals.amount
    from {{ ref('int_deal_shares_held') }} as held
    inner join won_deals
        on held.opportunity_id = won_deals.opportunity_id

),

parts as (

    {{ allocate('claims', 'amount', 'share_percent', 'opportunity_id', 'user_id') }}

)

select
    claims.opportunity_id,
    claims.user_id,
    coalesce(stints.team_id, 'unassigned') as team_id,
    claims.share_percent,
    claims.closed_date,
    {{ month_start('claims.closed_date') }} as month_start,
    case when claims.amount is not null then parts.allocated_amount end as won_amount

from claims

left join parts
    on
        claims.opportunity_id = parts.opportunity_id
        and claims.user_id = parts.user_id

left join {{ ref('int_team_stints_completed') }} as stints
    on
        claims.user_id = stints.user_id
        and {{ effective_at('claims.closed_date', 'stints') }}
