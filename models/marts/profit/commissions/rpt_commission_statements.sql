with

lines as (

    select * from {{ ref('fct_commission_lines') }}

),

periods as (

    select * from {{ ref('int_commission_periods_dated') }}

),

summed as (

    select
        user_id,
        statement_period_start,
        {{ sum_money(
            "case when not is_adjustment and commission_type = 'earned' then commission_amount else 0 end"
        ) }} as earned_amount,
        {{ sum_money(
            "case when not is_adjustment and commission_type = 'clawback' then -commission_amount else 0 end"
        ) }} as clawed_back_amount,
        {{ sum_money('case when is_adjustment then commission_amount else 0 end') }} as adjustment_amount,
        count(*) as line_count,
        count(case when is_adjustment then commission_line_id end) as adjustment_line_count,
        count(case when rate_status = 'no_rate' then commission_line_id end) as no_rate_line_count,
        {{ sum_money("case when rate_status = 'no_rate' then coalesce(base_amount, 0) else 0 end") }}
            as no_rate_base_amount,
        count(case when commission_amount is null and not is_reversal then commission_line_id end)
            as unknown_line_count,
        count(case when split_status <> 'complete' then commission_line_id end) as odd_split_line_count

    from lines

    group by
        user_id,
        statement_period_start

)

select
    summed.user_id,
    summed.statement_period_start as period_start,
    periods.period_end,
    periods.closed_on,
    periods.is_closed,
    coalesce(summed.earned_amount, 0) as earned_amount,
    coalesce(summed.clawed_back_amount, 0) as clawed_back_amount,
    coalesce(summed.adjustment_amount, 0) as adjustment_amount,
    cast(
        coalesce(summed.earned_amount, 0)
        - coalesce(summed.clawed_back_amount, 0)
        + coalesce(summed.adjustment_amount, 0) as decimal(18, 4)
    ) as statement_amount,
    summed.line_count,
    summed.adjustment_line_count,
    summed.no_rate_line_count,
    summed.no_rate_base_amount,
    summed.unknown_line_count,
    summed.odd_split_line_count,
    {{ as_of_date() }} as as_of_date,
    '{{ var("definition_version") }}' as definition_version

from summed

inner join periods
    on summed.statement_period_start = periods.period_start
