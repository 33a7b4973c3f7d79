with

postings as (

    select * from {{ ref('int_order_lines_posted') }}

),

summed as (

    select
        customer_id,
        {{ month_start('posted_date') }} as month_start,
        count(distinct case when posting_type = 'sale' then order_id end) as order_count,
        count(case when posting_type = 'return' then posting_id end) as return_count,
        count(case when is_unpriced then posting_id end) as unpriced_line_count,
        count(case when is_uncosted then posting_id end) as uncosted_line_count,
        {{ sum_or_unknown('gross_revenue_amount') }} as gross_revenue_amount,
        {{ sum_or_unknown('discount_amount') }} as discount_amount,
        {{ sum_or_unknown('returns_amount') }} as returns_amount,
        {{ sum_or_unknown('net_revenue_amount') }} as net_revenue_amount,
        {{ sum_or_unknown('cogs_amount') }} as cogs_amount,
        {{ sum_or_unknown('gross_profit_amount') }} as gross_profit_amount,
        {{ sum_money('coalesce(net_revenue_amount, 0)') }} as known_net_revenue_amount,
        {{ sum_money('coalesce(gross_profit_amount, 0)') }} as known_gross_profit_amount,
        {{ sum_money('case when is_uncosted then net_revenue_amount else 0 end') }}
            as uncosted_net_revenue_amount,
        {{ sum_money('coalesce(goodwill_amount, 0)') }} as goodwill_amount,
        {{ sum_money('coalesce(gift_card_amount, 0)') }} as gift_card_amount

    from postings

    group by
        customer_id,
        {{ month_start('posted_date') }}

),

final as (

    select
        customer_id,
        month_start,
        order_count,
        return_count,
        gross_revenue_amount,
        discount_amount,
        returns_amount,
        net_revenue_amount,
        cogs_amount,
        gross_profit_amount,
        known_net_revenue_amount,
        known_gross_profit_amount,
        uncosted_net_revenue_amount,
        unpriced_line_count,
        uncosted_line_count,
        goodwill_amount,
        gift_card_amount,
        {{ as_of_date() }} as as_of_date,
        cast('{{ var("definition_version") }}' as varchar) as definition_version

    from summed

)

select * from final
