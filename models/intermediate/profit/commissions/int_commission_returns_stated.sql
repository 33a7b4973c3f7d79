{#-
    What each holder had earned on a line before each of its returns, in every statement in which
    that or the return may have changed.
-#}
with

returns as (

    select * from {{ ref('int_commission_bases_moved') }}
    where commission_type = 'clawback'

),

earnings as (

    select * from {{ ref('int_commission_earnings_spanned') }}
    where order_line_id in (select returns.order_line_id from returns)

),

holders as (

    select distinct
        order_line_id,
        user_id
    from earnings

),

spans as (

    select
        order_line_id,
        user_id,
        stated_from,
        stated_to
    from earnings

    union all

    select
        holders.order_line_id,
        holders.user_id,
        returns.stated_from,
        returns.stated_to
    from holders
    inner join returns
        on holders.order_line_id = returns.order_line_id

),

starts as (

    select
        order_line_id,
        user_id,
        stated_from
    from spans

    union

    select
        order_line_id,
        user_id,
        stated_to as stated_from
    from spans
    where stated_to is not null

),

statements as (

    select
        *,
        lead(stated_from) over (partition by order_line_id, user_id order by stated_from) as stated_to
    from starts

)

select
    returns.source_id,
    returns.order_line_id,
    returns.order_id,
    returns.earned_date,
    returns.period_start,
    returns.event_number,
    returns.retained_amount,
    returns.earned_so_far,
    statements.user_id,
    statements.stated_from,
    statements.stated_to,
    max(greatest(returns.known_from, earnings.known_from)) as known_from,
    max(earnings.entry_id) as earned_entry_id,
    {{ sum_or_unknown('earnings.base_amount') }} as base_earned,
    {{ sum_or_unknown('earnings.basic_amount') }} as basic_earned,
    {{ sum_or_unknown('earnings.accelerator_amount') }} as accelerator_earned

from statements

inner join returns
    on
        statements.order_line_id = returns.order_line_id
        and statements.stated_from >= returns.stated_from
        and statements.stated_from < coalesce(returns.stated_to, date '9999-12-31')

inner join earnings
    on
        statements.order_line_id = earnings.order_line_id
        and statements.user_id = earnings.user_id
        and returns.base_type = earnings.base_type
        and returns.earned_date >= earnings.earned_date
        and statements.stated_from >= earnings.stated_from
        and statements.stated_from < coalesce(earnings.stated_to, date '9999-12-31')

group by
    returns.source_id,
    returns.order_line_id,
    returns.order_id,
    returns.earned_date,
    returns.period_start,
    returns.event_number,
    returns.retained_amount,
    returns.earned_so_far,
    statements.user_id,
    statements.stated_from,
    statements.stated_to
