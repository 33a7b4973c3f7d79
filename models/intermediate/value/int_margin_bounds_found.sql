{{ config(materialized='table') }}

{#-
    Between which margins of a purchase day all but the outermost hundredth on either side lie: one
    order may set neither a customer's value nor everybody's.
-#}
select
    purpose,
    origin_date,
    cast({{ quantile('margin', 0.01) }} as decimal(18, 4)) as lowest_margin,
    cast({{ quantile('margin', 0.99) }} as decimal(18, 4)) as highest_margin

from {{ ref('int_purchase_days_listed') }}

where
    purpose <> 'activity'
    and margin is not null

group by
    purpose,
    origin_date
