with

scored as (

    select * from {{ ref('int_rfm_scored') }}

),

lapses as (

    select * from {{ ref('int_customer_lapses_judged') }}

),

final as (

    select
        scored.customer_id,
        lapses.segment,
        scored.first_day as first_purchase_date,
        scored.last_day as last_purchase_date,
        scored.purchase_days_ever as purchase_day_count,
        {{ var('rfm_window_days') | int }} as window_days,
        scored.recency_days,
        scored.purchase_days as window_purchase_day_count,
        scored.net_revenue_amount,
        scored.cm2_amount,
        scored.recency_score,
        scored.frequency_score,
        scored.revenue_score,
        scored.margin_score,
        cast(scored.recency_score as varchar) || cast(scored.frequency_score as varchar)
        || coalesce(cast(scored.revenue_score as varchar), '-') as rfm_revenue_code,
        cast(scored.recency_score as varchar) || cast(scored.frequency_score as varchar)
        || coalesce(cast(scored.margin_score as varchar), '-') as rfm_margin_code,
        scored.rfm_segment,
        scored.is_loss_making,
        lapses.life_cycle_stage,
        {{ as_of_date() }} as as_of_date,
        cast('{{ var("definition_version") }}' as varchar) as definition_version

    from scored

    inner join lapses
        on scored.customer_id = lapses.customer_id

)

select * from final
