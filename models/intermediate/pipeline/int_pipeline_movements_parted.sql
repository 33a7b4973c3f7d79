{#-
    What moved the pipeline: each step of a deal in its parts, signed as the pipeline feels them. A deal
    that changes hands does so at its old value and is revalued by its new owner; one that is closed at
    another value is revalued first and leaves with what it was closed at. An amount that became known,
    or unknown, is no increase.
-#}
with

steps as (

    select * from {{ ref('int_pipeline_steps_placed') }}

),

parts as (

    select
        *,
        team_after as team_id,
        turn as movement,
        1 as flow,
        1 as moved_count,
        amount_after as moved_amount,
        margin_after as moved_margin_amount
    from steps
    where not is_continued

    union all

    select
        *,
        team_before as team_id,
        'moved_out' as movement,
        -1 as flow,
        -1 as moved_count,
        -amount_before as moved_amount,
        -margin_before as moved_margin_amount
    from steps
    where
        is_continued
        and is_in_before
        and team_before <> team_after

    union all

    select
        *,
        team_after as team_id,
        'moved_in' as movement,
        1 as flow,
        1 as moved_count,
        amount_before as moved_amount,
        margin_before as moved_margin_amount
    from steps
    where
        is_continued
        and is_in_before
        and team_before <> team_after

    union all

    select
        *,
        team_after as team_id,
        case when date_before < window_start then 'carried_in' else 'pulled_in' end as movement,
        1 as flow,
        1 as moved_count,
        amount_after as moved_amount,
        margin_after as moved_margin_amount
    from steps
    where
        is_continued
        and not is_in_before

    union all

    select
        *,
        team_after as team_id,
        case when date_after < window_start then 'backdated' else 'pushed_out' end as movement,
        -1 as flow,
        -1 as moved_count,
        -amount_before as moved_amount,
        -margin_before as moved_margin_amount
    from steps
    where
        is_continued
        and not is_in_after

    union all

    select
        *,
        team_after as team_id,
        case
            when amount_before is null or amount_after is null then 'valued'
            when amount_after > amount_before then 'increased'
            else 'decreased'
        end as movement,
        case when amount_after < amount_before then -1 else 1 end as flow,
        0 as moved_count,
        coalesce(amount_after, 0) - coalesce(amount_before, 0) as moved_amount,
        coalesce(margin_after, 0) - coalesce(margin_before, 0) as moved_margin_amount
    from steps
    where
        is_continued
        and is_in_before
        and is_in_after
        and amount_before is distinct from amount_after

    union all

    select
        *,
        team_after as team_id,
        turn as movement,
        -1 as flow,
        -1 as moved_count,
        -amount_after as moved_amount,
        -margin_after as moved_margin_amount
    from steps
    where is_exit

)

select
    opportunity_id,
    spell_number,
    is_exit,
    pipeline,
    moved_date,
    month_start,
    team_id,
    movement,
    flow,
    cast(moved_count as bigint) as moved_count,
    cast(coalesce(moved_amount, 0) as decimal(18, 4)) as moved_amount,
    cast(coalesce(moved_margin_amount, 0) as decimal(18, 4)) as moved_margin_amount

from parts
