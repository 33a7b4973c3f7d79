select
    channel,
    store,
    month_start,
    order_count,
    {{ profit_column_names() | join(',\n    ') }},
    left_out_net_revenue_amount,
    left_out_amount_count,
    uncosted_net_revenue_amount,
    unknown_amount_count,
    {{ as_of_date() }} as as_of_date,
    cast('{{ var("definition_version") }}' as varchar) as definition_version

from {{ ref('int_channel_months_summed') }}
