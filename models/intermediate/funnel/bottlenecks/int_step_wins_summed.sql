{#-
    Of the deals that ended in the four fiscal quarters up to one, how many had come to a step, how
    many of those were won, and what the wins were worth; the basis for what a deal that comes as far
    can be expected to bring. For the whole company, because a team has too few.
-#}
with

ended as (

    select
        {{ fiscal_period_start('quarter', 'ended_date') }} as quarter_start,
        furthest_step,
        count(*) as ended_count,
        count(case when outcome = 'won' then opportunity_id end) as won_count,
        count(case when outcome = 'won' then expected_margin_amount end) as margined_won_count,
        {{ sum_money("case when outcome = 'won' then coalesce(expected_margin_amount, 0) else 0 end") }}
            as won_margin_amount

    from {{ ref('int_deal_progress_measured') }}

    where
        is_rated
        and outcome <> 'open'
        and furthest_step is not null

    group by
        {{ fiscal_period_start('quarter', 'ended_date') }},
        furthest_step

),

quarters as (

    select distinct {{ fiscal_period_start('quarter', 'month_start') }} as quarter_start
    from {{ ref('int_funnel_months_spanned') }}

)

select
    quarters.quarter_start,
    steps.step_number,
    cast(sum(ended.ended_count) as bigint) as ended_count,
    cast(sum(ended.won_count) as bigint) as won_count,
    cast(sum(ended.margined_won_count) as bigint) as margined_won_count,
    {{ sum_money('ended.won_margin_amount') }} as won_margin_amount

from quarters

inner join ended
    on
        quarters.quarter_start >= ended.quarter_start
        and quarters.quarter_start < {{ months_later('ended.quarter_start', 12) }}

inner join {{ ref('int_funnel_steps_ordered') }} as steps
    on ended.furthest_step >= steps.step_number

group by
    quarters.quarter_start,
    steps.step_number
