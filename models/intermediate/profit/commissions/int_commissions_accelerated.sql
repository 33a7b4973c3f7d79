{#-
    What accelerators add to each entry, in whole cents: only the part of its base that lies within
    a bracket is multiplied by that bracket, so one line can lie in two. A person without a known
    quota above zero has no brackets and the multiplier 1.
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
            and runs.stated_from = quotas.stated_from
            and quotas.quota_amount > 0

),

steps as (

    select
        entries.source_id,
        entries.user_id,
        entries.stated_from,
        {{ multiply('entries.quota_amount', 'brackets.from_quota_share') }} as from_amount,
        brackets.multiplier_step,
        entries.base_before,
        entries.base_after

    from entries

    inner join {{ ref('int_commission_brackets_known') }} as brackets
        on
            entries.role = brackets.role
            and entries.period_start = brackets.period_start
            and entries.read_on = brackets.read_on

    where entries.quota_amount is not null

),

extras as (

    select
        source_id,
        user_id,
        stated_from,
        cast(sum(
            cast(
                greatest(base_after - from_amount, 0) - greatest(base_before - from_amount, 0)
                as decimal(28, 4)
            ) * multiplier_step
        ) as decimal(18, 4)) as extra_base_amount

    from steps

    group by
        source_id,
        user_id,
        stated_from

)

select
    entries.source_id,
    entries.user_id,
    entries.period_start,
    entries.stated_from,
    entries.stated_to,
    entries.known_from,
    case
        when entries.commission_rate = 0 then cast(0 as decimal(18, 4))
        when entries.base_amount is null then null
        else {{ multiply_to_cents('coalesce(extras.extra_base_amount, 0)', 'entries.commission_rate') }}
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
    on
        entries.source_id = extras.source_id
        and entries.user_id = extras.user_id
        and entries.stated_from = extras.stated_from
