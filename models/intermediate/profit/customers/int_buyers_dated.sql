{#-
    Who is a customer in the rankings and since when: whoever has ever placed an order that is a
    sale. One that came back or was free counts too, because what it cost is what a ranking is to
    show; an account that was only visited, or an order that names nobody, does not.
-#}
select
    customer_id,
    min(first_ordered_date) as first_ordered_date,
    min(month_start) as first_order_month

from {{ ref('int_customer_months_summed') }}

where
    first_ordered_date is not null
    and {{ is_customer('customer_id') }}

group by customer_id
