{#- No pool of a month vanishes between its cost and its allocation, not even an unknown cost. -#}
select
    pool_id,
    month
from {{ ref('int_cost_pools_priced') }}

except

select
    pool_id,
    month
from {{ ref('fct_cost_allocations') }}
