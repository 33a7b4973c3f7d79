{{ config(materialized='table') }}

{#-
    What each model gives each touch of what a conversion was worth after each of its events, to the
    cent. A share is allocated like money, in hundredths of a hundredth of a percent, so that the shares
    of a conversion sum to one.
-#}
{%- set whats = ['share', 'revenue', 'margin', 'cm2'] %}
{%- set kept = [
    'group_number', 'conversion_number', 'event_sequence', 'model_number', 'touch_number', 'touch_weight',
    'revenue_so_far', 'margin_so_far', 'cm2_so_far',
] %}

with

credits_of_nothing as (

    select
        events.event_number * 100 + weights.model_number as group_number,
        events.conversion_number,
        events.event_sequence,
        weights.model_number,
        weights.touch_number,
        weights.touch_weight,
        cast(10000 as decimal(18, 4)) as share_so_far,
        events.revenue_so_far,
        events.margin_so_far,
        events.cm2_so_far

    from {{ ref('int_conversion_values_run') }} as events

    inner join {{ ref('int_touch_weights_set') }} as weights
        on events.conversion_number = weights.conversion_number

)

{%- for what in whats %}
{%- set before = 'nothing' if loop.first else whats[loop.index0 - 1] %},

credits_of_{{ what }} as (

    select
        {{ kept | join(',\n        ') }},
        {%- for given in whats[:loop.index0] %}
        {{ given }}_credit,
        {%- endfor %}
        allocated_amount as {{ what }}_credit

    from (
        {{ allocate(
            'credits_of_' ~ before, what ~ '_so_far', 'touch_weight', 'group_number', 'touch_number'
        ) }}
    ) as allocated

)
{%- endfor %}

select
    conversion_number,
    event_sequence,
    model_number,
    touch_number,
    touch_weight,
    cast(share_credit * 0.0001 as decimal(9, 6)) as credit_share,
    revenue_credit,
    margin_credit,
    cm2_credit

from credits_of_cm2
