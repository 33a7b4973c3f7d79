with

results as (

    select * from {{ ref('int_campaign_results_counted') }}

),

credits as (

    select
        campaign_id,
        attribution_model,
        sum(case when conversion_type = 'first_order' then credited_conversion else 0 end)
            as credited_customer_count,
        sum(case when conversion_type = 'won_deal' then credited_conversion else 0 end)
            as credited_won_deal_count,
        {%- for column, amount, type in [
            ('first_order_net_revenue', 'revenue', 'first_order'),
            ('first_order_gross_profit', 'margin', 'first_order'), ('cm2_to_date', 'known_cm2', 'first_order'),
            ('deal', 'revenue', 'won_deal'), ('expected_margin', 'margin', 'won_deal'),
        ] %}
        {{ sum_money("case when conversion_type = '" ~ type ~ "' then coalesce(credited_" ~ amount
            ~ "_amount, 0) else 0 end") }} as known_{{ column }}_amount,
        {%- endfor %}
        count(distinct case
            when conversion_type = 'first_order' and credited_margin_amount is not null then conversion_id
        end) as valued_customer_count,
        count(distinct case
            when conversion_type = 'first_order' and credited_margin_amount is null then conversion_id
        end) as unvalued_customer_count,
        count(distinct case when has_unknown_cm2 then conversion_id end) as partly_known_customer_count,
        count(distinct case
            when
                conversion_type = 'won_deal'
                and (credited_revenue_amount is null or credited_margin_amount is null)
                then conversion_id
        end) as unvalued_deal_count

    from {{ ref('fct_attribution') }}

    group by
        campaign_id,
        attribution_model

),

joined as (

    select
        results.campaign_id,
        results.attribution_model,
        cast(results.budget_amount as decimal(18, 4)) as budget_amount,
        cast(results.known_spend_amount as decimal(18, 4)) as known_spend_amount,
        results.unpriced_spend_count,
        results.touch_count,
        results.party_count,
        results.lead_count,
        results.deal_count,
        results.won_deal_count,
        cast(coalesce(credits.credited_customer_count, 0) as decimal(18, 6)) as credited_customer_count,
        cast(coalesce(credits.credited_won_deal_count, 0) as decimal(18, 6)) as credited_won_deal_count,
        {%- for column in [
            'first_order_net_revenue', 'first_order_gross_profit', 'cm2_to_date', 'deal', 'expected_margin',
        ] %}
        cast(coalesce(credits.known_{{ column }}_amount, 0) as decimal(18, 4)) as known_{{ column }}_amount,
        {%- endfor %}
        coalesce(credits.valued_customer_count, 0) as valued_customer_count,
        coalesce(credits.unvalued_customer_count, 0) as unvalued_customer_count,
        coalesce(credits.partly_known_customer_count, 0) as partly_known_customer_count,
        coalesce(credits.unvalued_deal_count, 0) as unvalued_deal_count

    from results

    left join credits
        on
            results.campaign_id = credits.campaign_id
            and results.attribution_model = credits.attribution_model

),

final as (

    select
        campaign_id,
        attribution_model,
        budget_amount,
        known_spend_amount,
        unpriced_spend_count,
        case when unpriced_spend_count = 0 then {{ ratio('known_spend_amount', 'budget_amount') }} end
            as budget_spent_rate,
        touch_count,
        party_count,
        lead_count,
        deal_count,
        won_deal_count,
        credited_customer_count,
        credited_won_deal_count,
        known_first_order_net_revenue_amount,
        known_first_order_gross_profit_amount,
        unvalued_customer_count,
        known_cm2_to_date_amount,
        partly_known_customer_count,
        known_deal_amount,
        known_expected_margin_amount,
        unvalued_deal_count,
        cast(known_first_order_gross_profit_amount - known_spend_amount as decimal(18, 4))
            as known_first_order_gross_profit_return_amount,
        cast(known_cm2_to_date_amount - known_spend_amount as decimal(18, 4))
            as known_cm2_to_date_return_amount,
        case
            -- first orders of which none has a known margin have no known return
            when unpriced_spend_count = 0 and (valued_customer_count > 0 or unvalued_customer_count = 0)
                then {{ ratio(
                    '(known_first_order_gross_profit_amount - known_spend_amount)', 'known_spend_amount'
                ) }}
        end as known_first_order_gross_profit_roi_rate,
        case
            when unpriced_spend_count = 0
                then {{ ratio('(known_cm2_to_date_amount - known_spend_amount)', 'known_spend_amount') }}
        end as known_cm2_to_date_roi_rate,
        {{ none_where('credited_customer_count > 0', 'known_spend_amount') }} as spend_unconverted_amount,
        {{ as_of_date() }} as as_of_date,
        cast('{{ var("definition_version") }}' as varchar) as definition_version

    from joined

)

select * from final
