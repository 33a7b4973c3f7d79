with

at_risk as (

    select * from {{ ref('int_customers_at_risk_ranked') }}

),

customers as (

    select * from {{ ref('int_customers_described') }}

),

risks as (

    select * from {{ ref('fct_customer_churn_risk') }}

),

final as (

    select
        at_risk.stake_rank,
        at_risk.customer_id,
        customers.customer_name,
        risks.segment,
        customers.owner_user_id,
        at_risk.risk_reason,
        risks.life_cycle_stage,
        risks.is_under_contract,
        risks.last_purchase_date,
        risks.silent_days,
        risks.lapse_after_days,
        risks.alive_probability,
        risks.churn_risk,
        risks.horizon_days,
        at_risk.last_year_margin_amount,
        at_risk.unknown_amount_count,
        at_risk.profit_at_stake_amount,
        at_risk.cumulative_stake_amount,
        risks.as_of_date,
        risks.definition_version

    from at_risk

    inner join risks
        on at_risk.customer_id = risks.customer_id

    left join customers
        on at_risk.customer_id = customers.customer_id

)

select * from final
