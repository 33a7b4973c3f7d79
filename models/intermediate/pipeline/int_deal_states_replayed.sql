{{ config(materialized='table') }}

{#-
    What each deal was known to be after each thing that was said of it. What is said stands until
    something else is said; silence changes nothing. A probability belongs to the stage it was said
    with and is unknown in another. States between two openings share an open_number.
-#}
{%- set in_turn = 'observed_date, said_rank, said_number' -%}

with

observations as (

    select * from {{ ref('int_deal_observations_gathered') }}

),

carried as (

    select
        opportunity_id,
        observed_date,
        said_rank,
        said_number,
        said_by,
        {%- for column in [
            'stage', 'amount_local', 'expected_close_date', 'owner_user_id', 'currency_code', 'outcome',
        ] %}
        {{ last_known(column, 'opportunity_id', in_turn) }} as {{ column }},
        {%- endfor %}
        probability

    from observations

),

placed as (

    select
        *,
        row_number() over (partition by opportunity_id order by {{ in_turn }}) as state_number,
        lead(observed_date) over (partition by opportunity_id order by {{ in_turn }}) as next_observed_date,
        {{ last_known('probability', 'opportunity_id', in_turn) }} as said_probability,
        {{ last_known(
            "case when probability is not null then coalesce(stage, '') end", 'opportunity_id', in_turn
        ) }} as probability_stage,
        sum(case when outcome = 'open' then 1 else 0 end) over (
            partition by opportunity_id order by {{ in_turn }}
            rows between unbounded preceding and current row
        ) as open_number

    from carried

)

select
    opportunity_id,
    cast(state_number as integer) as state_number,
    said_by,
    observed_date,
    next_observed_date,
    outcome,
    outcome = 'open' as is_open,
    cast(open_number as integer) as open_number,
    coalesce(stage, 'unknown') as stage,
    amount_local,
    expected_close_date,
    case when probability_stage = coalesce(stage, '') then said_probability end as probability,
    owner_user_id,
    currency_code

from placed
