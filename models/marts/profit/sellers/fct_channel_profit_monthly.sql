select
    channel,
    store,
    month_start,
    order_count,
    {{ waterfall_column_names() | join(',\n    ') }},
    known_net_revenue_amount,
    known_gross_profit_amount,
    known_cm1_amount,
    uncosted_net_revenue_amount,
    unknown_amount_count,
    {{ as_of_date() }} as as_of_date,
    cast('{{ var("definition_version") }}' as varchar) as definition_version

from {{ ref('int_channel_months_summed') }}
