{{ config(materialized='table') }}

{#-
    What each event earned each holder, accelerators included, with the statements in which it
    stands so. Where neither the entry nor what the brackets add to it changed, statements become
    one span again.
-#}
with

parts as (

    select
        entries.*,
        accelerated.accelerator_amount,
        accelerated.accelerator_multiplier,
        accelerated.stated_from as part_from,
        accelerated.stated_to as run_to,
        case
            when accelerated.stated_from = entries.stated_from then entries.known_from
            else accelerated.known_from
        end as part_known_from

    from {{ ref('int_commissions_accelerated') }} as accelerated

    inner join {{ ref('int_commission_entries_spanned') }} as entries
        on
            accelerated.source_id = entries.source_id
            and accelerated.user_id = entries.user_id
            and accelerated.period_start = entries.period_start
            and accelerated.stated_from >= entries.stated_from
            and accelerated.stated_from < coalesce(entries.stated_to, date '9999-12-31')

),

compared as (

    select
        *,
        case
            when
                part_from > stated_from
                and {{ is_as_before(['accelerator_amount', 'accelerator_multiplier'], 'in_turn') }}
                then 0
            else 1
        end as is_new

    from parts

    window in_turn as (partition by source_id, user_id, stated_from order by part_from)

),

opened as (

    select * from compared
    where is_new = 1

)

select
    source_id || ':' || user_id || ':' || cast(part_from as varchar) as entry_id,
    source_id,
    user_id,
    order_line_id,
    order_id,
    customer_id,
    product_id,
    role,
    split_rate,
    split_status,
    product_margin_tier,
    base_type,
    commission_rate,
    rate_status,
    ordered_date,
    earned_date,
    period_start,
    base_amount,
    basic_amount,
    accelerator_amount,
    accelerator_multiplier,
    part_from as stated_from,
    coalesce(
        lead(part_from) over (partition by source_id, user_id, stated_from order by part_from),
        stated_to
    ) as stated_to,
    part_known_from as known_from

from opened
