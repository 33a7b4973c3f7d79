{{ config(materialized='table') }}

{#-
    What became, by the end of a period, of every deal that was expected to close in it as it began. A
    deal that left and came back is where it is; one that left goes by how it left last. What is still
    open and was not put off is due. Periods that are not over are judged by the as-of date.
-#}
with

snapshots as (

    select * from {{ ref('int_pipeline_snapshots_taken') }}

),

periods as (

    {%- for period_type, months in [('month', 1), ('quarter', 3)] %}
    select distinct
        '{{ period_type }}' as period_type,
        snapshot_date as opening_date,
        {{ days_later('snapshot_date', 1) }} as period_start,
        {{ months_later(days_later('snapshot_date', 1), months) }} as period_end
    from snapshots
    where
        snapshot_date < {{ as_of_date() }}
        and {{ days_later('snapshot_date', 1) }}
        = {{ fiscal_period_start(period_type, days_later('snapshot_date', 1)) }}
    {{- ' union all' if not loop.last }}
    {%- endfor %}

),

dated_periods as (

    select
        *,
        least({{ days_later('period_end', -1) }}, {{ as_of_date() }}) as closing_date,
        {{ days_later('period_end', -1) }} <= {{ as_of_date() }} as is_complete
    from periods

),

expected as (

    select
        periods.*,
        snapshots.opportunity_id,
        snapshots.owner_user_id,
        snapshots.team_id,
        snapshots.amount,
        snapshots.expected_margin_amount
    from snapshots
    inner join dated_periods as periods
        on snapshots.snapshot_date = periods.opening_date
    where
        snapshots.expected_close_date >= periods.period_start
        and snapshots.expected_close_date < periods.period_end

),

exits as (

    select
        expected.period_type,
        expected.period_start,
        expected.opportunity_id,
        spells.exit_kind,
        row_number() over (
            partition by expected.period_type, expected.period_start, expected.opportunity_id
            order by spells.spell_number desc
        ) as exit_rank
    from expected
    inner join {{ ref('int_pipeline_spells_spanned') }} as spells
        on expected.opportunity_id = spells.opportunity_id
    where
        spells.exit_kind is not null
        and spells.valid_to > expected.opening_date
        and spells.valid_to <= expected.closing_date

)

select
    expected.period_type,
    expected.period_start,
    expected.period_end,
    expected.is_complete,
    expected.opportunity_id,
    expected.owner_user_id,
    expected.team_id,
    expected.amount,
    expected.expected_margin_amount,
    case
        when endings.opportunity_id is null then exits.exit_kind
        when endings.expected_close_date >= expected.period_end then 'slipped'
        when endings.expected_close_date is null then 'undated'
        else 'due'
    end as fate

from expected

left join snapshots as endings
    on
        expected.opportunity_id = endings.opportunity_id
        and expected.closing_date = endings.snapshot_date

left join exits
    on
        expected.period_type = exits.period_type
        and expected.period_start = exits.period_start
        and expected.opportunity_id = exits.opportunity_id
        and exits.exit_rank = 1
