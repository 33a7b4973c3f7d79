{{ config(materialized='table') }}

{#-
    The stretches of days [valid_from, valid_to) on which an open deal was the same and of one team,
    each with what it was before and, where the deal left the pipeline after it, how. A stretch that
    did not outlast its day has no days, but what changed in it still changed. Money is in the rate of
    the day the deal was created, so that the pipeline moves when somebody changes a deal; a foreign deal
    of which nobody knows that day is of unknown worth.
-#}
{%- set no_end = "date '9999-12-31'" -%}
{%- set in_turn = 'over (partition by opportunity_id order by state_number, valid_from)' -%}

with

states as (

    select
        *,
        coalesce(next_observed_date, {{ no_end }}) as ends_on
    from {{ ref('int_deal_states_replayed') }}
    where is_open

),

deals as (

    select
        begun.opportunity_id,
        begun.created_date,
        described.expected_margin_rate
    from {{ ref('int_deal_starts_found') }} as begun
    inner join {{ ref('int_opportunities_described') }} as described
        on begun.opportunity_id = described.opportunity_id

),

placed as (

    select
        states.opportunity_id,
        states.state_number,
        greatest(states.observed_date, teams.valid_from) as valid_from,
        least(states.ends_on, teams.valid_to) as ends_on,
        states.stage,
        states.owner_user_id,
        teams.team_id,
        states.expected_close_date,
        states.probability,
        deals.expected_margin_rate,
        {{ multiply('states.amount_local', '1', rate_to_reporting('states.currency_code', 'rates')) }}
            as amount,
        case when teams.valid_to >= states.ends_on then exits.exit_kind end as exit_kind,
        case when teams.valid_to >= states.ends_on then exits.exit_amount end as exit_amount

    from states

    inner join deals
        on states.opportunity_id = deals.opportunity_id

    inner join {{ ref('int_team_stints_completed') }} as teams
        on
            states.owner_user_id = teams.user_id
            and states.observed_date < teams.valid_to
            and teams.valid_from <= greatest(
                states.observed_date, least({{ days_later('states.ends_on', -1) }}, {{ as_of_date() }})
            )

    left join {{ ref('int_deal_exits_named') }} as exits
        on
            states.opportunity_id = exits.opportunity_id
            and states.open_number = exits.open_number

    left join {{ ref('int_fx_rates_filled') }} as rates
        on
            states.currency_code = rates.currency_code
            and deals.created_date = rates.rate_date

),

valued as (

    select
        *,
        {{ multiply('amount', 'cast(probability * 0.01 as decimal(10, 6))') }} as weighted_amount,
        {{ multiply('amount', 'expected_margin_rate') }} as expected_margin_amount,
        {{ multiply('exit_amount', 'expected_margin_rate') }} as exit_margin_amount

    from placed

)

select
    opportunity_id,
    state_number,
    valid_from,
    case when ends_on <= {{ as_of_date() }} then ends_on end as valid_to,
    stage,
    owner_user_id,
    team_id,
    expected_close_date,
    probability,
    amount,
    weighted_amount,
    expected_margin_amount,
    exit_kind,
    exit_amount,
    exit_margin_amount,
    {%- for column in ['exit_kind', 'team_id', 'expected_close_date', 'amount', 'expected_margin_amount'] %}
    lag({{ column }}) {{ in_turn }} as previous_{{ column }},
    {%- endfor %}
    cast(row_number() {{ in_turn }} as integer) as spell_number,
    lead(state_number) {{ in_turn }} is null as is_last

from valued
