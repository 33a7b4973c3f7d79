with

settled as (

    select * from {{ ref('int_customer_values_settled') }}
    where purpose = 'score'

),

lapses as (

    select * from {{ ref('int_customer_lapses_judged') }}

),

standings as (

    select * from {{ ref('int_retention_standings_found') }}

),

final as (

    select
        lapses.customer_id,
        lapses.segment,
        lapses.first_day as first_purchase_date,
        lapses.last_day as last_purchase_date,
        settled.purchase_days as purchase_day_count,
        lapses.silent_days,
        lapses.gap_count,
        lapses.lapse_after_days,
        lapses.is_lapsed,
        lapses.life_cycle_stage,
        coalesce(standings.is_under_contract, false) as is_under_contract,
        cast({{ var('churn_horizon_days') }} as integer) as horizon_days,
        cast(settled.chance_active as decimal(18, 6)) as active_probability,
        cast(1 - settled.chance_active as decimal(18, 6)) as churn_risk,
        settled.activity_method,
        settled.activity_method_reason,
        case when settled.activity_method = 'model' then cast(settled.p_alive as decimal(18, 6)) end
            as alive_probability,
        case when settled.activity_method <> 'model' then settled.activity_method_reason end
            as alive_missing_reason,
        {{ as_of_date() }} as as_of_date,
        cast('{{ var("definition_version") }}' as varchar) as definition_version

    from lapses

    inner join settled
        on lapses.customer_id = settled.customer_id

    left join standings
        on lapses.customer_id = standings.customer_id

)

select * from final
