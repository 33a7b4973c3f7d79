{#-
    Every step of a deal that can move a pipeline, with what it was before and after: it comes in, it
    changes, it leaves. Once for the whole pipeline and once for the part that is expected to close in
    the fiscal quarter of the step, where a deal also comes and goes with its expected close date. A
    date that is set as the deal is closed moves nothing.
-#}
with

spells as (

    select
        *,
        spell_number > 1 and previous_exit_kind is null as is_continued
    from {{ ref('int_pipeline_spells_spanned') }}

),

steps as (

    select
        *,
        valid_from as moved_date,
        {{ fiscal_period_start('quarter', 'valid_from') }} as window_start,
        amount as amount_after,
        expected_margin_amount as margin_after,
        false as is_exit
    from spells
    where
        not is_continued
        or previous_team_id <> team_id
        or previous_expected_close_date is distinct from expected_close_date
        or previous_amount is distinct from amount

    union all

    select
        *,
        valid_to as moved_date,
        {{ fiscal_period_start('quarter', 'valid_to') }} as window_start,
        exit_amount as amount_after,
        exit_margin_amount as margin_after,
        true as is_exit
    from spells
    where exit_kind is not null

),

told as (

    select
        opportunity_id,
        spell_number,
        moved_date,
        window_start,
        {{ months_later('window_start', 3) }} as window_end,
        is_exit,
        is_exit or is_continued as is_continued,
        case
            when is_exit then exit_kind
            when previous_exit_kind is null then 'new'
            else 'reopened'
        end as turn,
        case when is_exit then team_id else previous_team_id end as team_before,
        team_id as team_after,
        case when is_exit then expected_close_date else previous_expected_close_date end as date_before,
        expected_close_date as date_after,
        case when is_exit then amount else previous_amount end as amount_before,
        amount_after,
        case when is_exit then expected_margin_amount else previous_expected_margin_amount end
            as margin_before,
        margin_after
    from steps

),

placed as (

    select
        'total' as pipeline,
        told.*,
        is_continued as is_in_before,
        true as is_in_after
    from told

    union all

    select
        'closing_in_quarter' as pipeline,
        told.*,
        is_continued and coalesce(date_before >= window_start and date_before < window_end, false)
            as is_in_before,
        coalesce(date_after >= window_start and date_after < window_end, false) as is_in_after
    from told

)

select
    *,
    {{ month_start('moved_date') }} as month_start
from placed

where
    is_in_before
    or is_in_after
