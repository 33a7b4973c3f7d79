{{ config(materialized='table') }}

{#-
    How much of each cost driver every customer caused in a month. Work on prospects and contacts
    with people who never bought carry their part too, at the company: else the customers would
    pay for it. A campaign's own touches are a measure named like its pool.
-#}
with

work as (

    select * from {{ ref('int_work_timed') }}
    where work_month is not null

),

touches as (

    select * from {{ ref('int_campaign_touches_identified') }}

),

measured as (

    select
        measure,
        month,
        customer_id,
        cast(null as varchar) as reason,
        quantity
    from {{ ref('int_order_quantities_measured') }}

    union all

    select
        case kind when 'case' then 'handling_minutes' else 'activity_minutes' end as measure,
        work_month as month,
        customer_id,
        reason,
        minutes as quantity
    from work

    union all

    select
        'campaign_touches' as measure,
        touch_month as month,
        customer_id,
        reason,
        1 as quantity
    from touches
    where campaign_id is not null

    union all

    select
        'campaign:' || campaign_id as measure,
        touch_month as month,
        customer_id,
        reason,
        1 as quantity
    from touches
    where campaign_id is not null

),

summed as (

    select
        measure,
        month,
        customer_id,
        max(reason) as reason,
        cast(sum(quantity) as decimal(18, 4)) as quantity

    from measured

    group by
        measure,
        month,
        customer_id

)

select * from summed
where quantity <> 0
