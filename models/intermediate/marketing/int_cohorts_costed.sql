{{ config(materialized='table') }}

{#-
    Customers won in a month or fiscal quarter and what winning them cost in it, once per CAC that the
    slice has: blended and fully loaded for the company, its own campaigns for a channel group, paid or
    not. A group nobody spent on has no such CAC: nothing was bought that could come back. A cohort is
    observed for as many whole calendar months as its last month has had.
-#}
with

slices as (

    select * from {{ ref('int_acquisition_slices_summed') }}
    where dimension in ('company', 'channel_group')

),

cohorts as (

    {%- for cohort_type in ['month', 'quarter'] %}
    select
        '{{ cohort_type }}' as cohort_type,
        {{ fiscal_period_start(cohort_type, 'month_start') }} as cohort_start,
        dimension,
        dimension_value,
        sum(new_customer_count) as customer_count,
        {{ sum_money('known_campaign_spend_amount') }} as campaign_spend_amount,
        {{ sum_money('known_fully_loaded_amount') }} as fully_loaded_amount,
        sum(unpriced_campaign_count) as unpriced_campaign_count,
        sum(unpriced_cost_count) as unpriced_cost_count
    from slices
    group by
        {{ fiscal_period_start(cohort_type, 'month_start') }},
        dimension,
        dimension_value
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

costed as (

    {%- for cac_name, dimension, cost, unpriced in [
        ('cac_blended', 'company', 'campaign_spend_amount', 'unpriced_campaign_count'),
        ('cac_fully_loaded', 'company', 'fully_loaded_amount', 'unpriced_cost_count'),
        ('cac_own_campaigns', 'channel_group', 'campaign_spend_amount', 'unpriced_campaign_count'),
    ] %}
    select
        cohort_type,
        cohort_start,
        dimension,
        dimension_value,
        '{{ cac_name }}' as cac_name,
        customer_count,
        {{ cost }} as acquisition_cost_amount,
        {{ unpriced }} as unpriced_cost_count
    from cohorts
    where dimension = '{{ dimension }}'
    {{ 'union all' if not loop.last }}
    {%- endfor %}

)

select
    *,
    unpriced_cost_count = 0 and (cac_name <> 'cac_own_campaigns' or acquisition_cost_amount <> 0) as has_cac,
    cast(greatest(
        {{ month_index(as_of_date()) }} - {{ month_index('cohort_start') }}
        - case when cohort_type = 'quarter' then 2 else 0 end
        + case when {{ month_end(as_of_date()) }} = {{ as_of_date() }} then 1 else 0 end,
        0
    ) as integer) as months_observed

from costed

where
    customer_count > 0
    or acquisition_cost_amount <> 0
    or unpriced_cost_count > 0
