with

final as (

    select
        compared.customer_id,
        compared.period_type,
        compared.period_start,
        compared.next_period_start,
        compared.fiscal_year,
        compared.is_complete,
        compared.has_postings,
        compared.buying_status,
        compared.is_incomplete,
        compared.net_revenue_amount,
        compared.cm2_amount,
        {%- for level in waterfall_levels() %}
        {{ none_if_absent('known_' ~ level ~ '_amount', 'summed') }} as known_{{ level }}_amount,
        {%- endfor %}
        {{ none_if_absent('left_out_net_revenue_amount', 'summed') }} as left_out_net_revenue_amount,
        {{ none_if_absent('left_out_line_count', 'summed') }} as left_out_line_count,
        compared.left_out_amount_count,
        compared.previous_cm2_amount,
        compared.cm2_change_amount,
        compared.cm2_growth_rate,
        compared.previous_known_cm2_amount,
        compared.known_cm2_change_amount,
        compared.known_cm2_growth_rate,
        compared.year_before_cm2_amount,
        compared.cm2_year_on_year_change_amount,
        compared.cm2_year_on_year_growth_rate,
        compared.year_before_known_cm2_amount,
        compared.known_cm2_year_on_year_change_amount,
        compared.known_cm2_year_on_year_growth_rate,
        compared.best_earlier_cm2_amount,
        compared.cm2_change_on_best_amount,
        compared.best_earlier_known_cm2_amount,
        compared.known_cm2_change_on_best_amount,
        compared.previous_net_revenue_amount,
        compared.net_revenue_change_amount,
        compared.net_revenue_growth_rate,
        compared.year_before_net_revenue_amount,
        compared.net_revenue_year_on_year_change_amount,
        compared.net_revenue_year_on_year_growth_rate,
        ranked.profit_rank,
        ranked.customer_count,
        ranked.company_known_cm2_amount,
        ranked.company_share_rate,
        customers.segment,
        ranked.segment_profit_rank,
        ranked.segment_customer_count,
        ranked.segment_lower_count,
        ranked.segment_percentile_rate,
        ranked.segment_known_cm2_amount,
        ranked.segment_share_rate,
        {{ as_of_date() }} as as_of_date,
        cast('{{ var("definition_version") }}' as varchar) as definition_version

    from {{ ref('int_customer_periods_compared') }} as compared

    left join {{ ref('dim_customers') }} as customers
        on compared.customer_id = customers.customer_id

    left join {{ ref('int_customer_periods_summed') }} as summed
        on
            compared.customer_id = summed.customer_id
            and compared.period_type = summed.period_type
            and compared.period_start = summed.period_start

    left join {{ ref('int_customer_periods_ranked') }} as ranked
        on
            compared.customer_id = ranked.customer_id
            and compared.period_type = ranked.period_type
            and compared.period_start = ranked.period_start

    where compared.period_type <> 'year'

)

select * from final
