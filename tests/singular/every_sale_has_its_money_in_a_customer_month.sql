{#-
    Every customer with a real order line is in the monthly mart and in dim_customers: nobody is
    lost between the order and the profit.
-#}
select distinct order_lines.customer_id

from {{ ref('fct_order_line_profit') }} as order_lines

left join {{ ref('fct_customer_profit_monthly') }} as months
    on order_lines.customer_id = months.customer_id

left join {{ ref('dim_customers') }} as customers
    on order_lines.customer_id = customers.customer_id

where
    months.customer_id is null
    or customers.customer_id is null
