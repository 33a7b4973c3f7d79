with

final as (

    select
        losing.customer_id,
        losing.window_type,
        losing.window_start,
        losing.next_window_start,
        customers.segment,
        losing.is_active,
        losing.is_incomplete,
        {%- for level in waterfall_levels()[:4] %}
        losing.known_{{ level }}_amount,
        {%- endfor %}
        losing.break_even_amount,
        losing.first_negative_step,
        losing.is_first_negative_step_partial,
        {%- for amount in waterfall_column_names()[:12] %}
        losing.{{ amount }},
        {%- endfor %}
        losing.return_loss_amount,
        losing.cost_to_serve_amount,
        {%- for lever in ['price', 'discount', 'returns', 'service'] %}
        losing.{{ lever }}_lever_amount,
        losing.{{ lever }}_lever_rate,
        {%- endfor %}
        losing.losing_month_count,
        losing.losing_since_month,
        losing.losing_year_count,
        losing.losing_since_year_start,
        {{ as_of_date() }} as as_of_date,
        cast('{{ var("definition_version") }}' as varchar) as definition_version

    from {{ ref('int_unprofitable_customers_explained') }} as losing

    left join {{ ref('dim_customers') }} as customers
        on losing.customer_id = customers.customer_id

)

select * from final
