select
    channel,
    store,
    month_start,
    order_count,
    {{ waterfall_column_names() | join(',\n    ') }},
    {%- for level in waterfall_levels() %}
    known_{{ level }}_amount,
    {%- endfor %}
    left_out_net_revenue_amount,
    left_out_amount_count,
    uncosted_net_revenue_amount,
    unknown_amount_count,
    {{ as_of_date() }} as as_of_date,
    cast('{{ var("definition_version") }}' as varchar) as definition_version

from {{ ref('int_channel_months_summed') }}
