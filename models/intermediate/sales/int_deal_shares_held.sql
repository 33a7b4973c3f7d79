{#-
    Who holds which share of each deal, by the rule that splits its commission: its splits, as they are
    known today, else its owner. What the splits leave open, be it all, is held by 'unassigned' until
    somebody claims it; splits of more than 100 % are weights, and each holder gets the part of the sum.
-#}
with

splits as (

    select
        opportunity_id,
        user_id,
        coalesce(split_percent, 0) as split_percent
    from {{ ref('stg_crm__opportunity_splits') }}
    where not is_deleted

),

totals as (

    select
        opportunity_id,
        sum(split_percent) as split_total
    from splits
    group by opportunity_id

)

select
    opportunity_id,
    user_id,
    cast(split_percent as decimal(9, 4)) as share_percent

from splits

where split_percent > 0

union all

select
    opportunity_id,
    'unassigned' as user_id,
    cast(100 - split_total as decimal(9, 4)) as share_percent

from totals

where split_total < 100

union all

select
    deals.opportunity_id,
    deals.owner_user_id as user_id,
    cast(100 as decimal(9, 4)) as share_percent

from {{ ref('int_opportunities_described') }} as deals

left join totals
    on deals.opportunity_id = totals.opportunity_id

where totals.opportunity_id is null
