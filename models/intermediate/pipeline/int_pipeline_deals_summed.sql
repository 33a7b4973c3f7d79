{{ config(materialized='table') }}

{#-
    What a deal went through while it was in the pipeline: how long, how often its closing was pushed,
    and what it was first and last. A date that is set as the deal is closed is no push.
-#}
with

spells as (

    select
        *,
        spell_number > 1 and previous_exit_kind is null as is_continued,
        expected_close_date - previous_expected_close_date as moved_days
    from {{ ref('int_pipeline_spells_spanned') }}

)

select
    opportunity_id,
    min(valid_from) as entered_date,
    max(case when is_last and exit_kind is not null then valid_to end) as left_date,
    max(case when is_last then coalesce(exit_kind, 'open') end) as pipeline_state,
    cast(sum(coalesce(valid_to, {{ as_of_date() }}) - valid_from) as integer) as open_days,
    cast(count(case when is_continued and moved_days > 0 then 1 end) as integer) as push_count,
    cast(count(case when is_continued and moved_days < 0 then 1 end) as integer) as pull_count,
    cast(sum(case when is_continued and moved_days > 0 then moved_days else 0 end) as integer) as pushed_days,
    cast(count(case when spell_number > 1 and not is_continued then 1 end) as integer) as reopening_count,
    cast(count(case when is_continued and team_id <> previous_team_id then 1 end) as integer)
        as team_change_count,
    {%- for edge, condition in {'first': 'spell_number = 1', 'last': 'is_last'}.items() %}
    max(case when {{ condition }} then stage end) as {{ edge }}_stage,
    max(case when {{ condition }} then owner_user_id end) as {{ edge }}_owner_user_id,
    max(case when {{ condition }} then team_id end) as {{ edge }}_team_id,
    max(case when {{ condition }} then expected_close_date end) as {{ edge }}_expected_close_date,
    max(case when {{ condition }} then amount end) as {{ edge }}_amount,
    {%- endfor %}
    max(case when is_last then probability end) as last_probability,
    max(case when is_last then weighted_amount end) as last_weighted_amount,
    max(case when is_last then expected_margin_amount end) as last_expected_margin_amount,
    max(case when is_last and exit_kind is not null then exit_amount end) as exit_amount

from spells

group by opportunity_id
