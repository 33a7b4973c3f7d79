{#-
    How a deal left the pipeline, each time it did. What the closing itself says of the amount is what
    the deal was closed at. A closing goes by what it was called last before the deal was opened again:
    a loss that the record calls a duplicate is one. Deleting a closed deal does not rename its closing.
-#}
with

closed as (

    select
        *,
        row_number() over (partition by opportunity_id, open_number order by state_number) as closed_number,
        row_number() over (
            partition by opportunity_id, open_number
            order by case when outcome = 'deleted' then 1 else 0 end, state_number desc
        ) as name_number
    from {{ ref('int_deal_states_replayed') }}
    where not is_open

),

named as (

    select
        opportunity_id,
        open_number,
        max(case when closed_number = 1 then observed_date end) as exit_date,
        max(case when closed_number = 1 then amount_local end) as amount_local,
        max(case when closed_number = 1 then currency_code end) as currency_code,
        max(case when name_number = 1 then outcome end) as exit_kind

    from closed

    where
        closed_number = 1
        or name_number = 1

    group by
        opportunity_id,
        open_number

)

select
    named.opportunity_id,
    named.open_number,
    named.exit_date,
    named.exit_kind,
    {{ multiply('named.amount_local', '1', rate_to_reporting('named.currency_code', 'rates')) }}
        as exit_amount

from named

inner join {{ ref('int_deal_starts_found') }} as begun
    on named.opportunity_id = begun.opportunity_id

left join {{ ref('int_fx_rates_filled') }} as rates
    on
        named.currency_code = rates.currency_code
        and begun.created_date = rates.rate_date
