{#-
    What accelerators add to each entry: only the part of its base that lies within a bracket is
    multiplied by that bracket, so one line can lie in two. A person without a known quota above
    zero has no brackets and the multiplier 1.
-#}
with

entries as (

    select
        runs.*,
        quotas.quota_amount

    from {{ ref('int_commission_bases_run') }} as runs

    left join {{ ref('int_commission_quotas_prorated') }} as quotas
        on
            runs.user_id = quotas.user_id
            and runs.period_start = quotas.period_start
            and quotas.quota_amount > 0

    where runs.direction = 1

),

steps as (

    select
        entries.entry_id,
        {{ multiply('entries.quota_amount', 'brackets.from_quota_share') }} as from_amount,
        -- what this bracket multiplies by beyond the one below it
        cast(
            brackets.multiplier - lag(brackets.multiplier, 1, 1) over (
                partition by entries.entry_id order by brackets.from_quota_share
            ) as decimal(10, 4)
        ) as multiplier_step,
        entries.base_before,
        entries.base_after

    from entries

    inner join {{ ref('commission_accelerators') }} as brackets
        on
            entries.role = brackets.role
            and {{ effective_at('entries.period_start', 'brackets') }}

    where entries.quota_amount is not null

),

extras as (

    select
        entry_id,
        cast(sum(
            cast(
                greatest(base_after - from_amount, 0) - greatest(base_before - from_amount, 0)
                as decimal(28, 4)
            ) * multiplier_step
        ) as decimal(18, 4)) as extra_base_amount

    from steps

    group by entry_id

)

select
    entries.entry_id,
    entries.quota_amount,
    case
        when entries.commission_rate = 0 then 0
        when entries.base_amount is null then null
        else {{ multiply('coalesce(extras.extra_base_amount, 0)', 'entries.commission_rate') }}
    end as accelerator_amount,
    case
        when entries.base_amount = 0 then cast(1 as decimal(18, 4))
        else cast(
            1 + {{ part_of('coalesce(extras.extra_base_amount, 0)', '1', 'entries.base_amount') }}
            as decimal(18, 4)
        )
    end as accelerator_multiplier

from entries

left join extras
    on entries.entry_id = extras.entry_id
