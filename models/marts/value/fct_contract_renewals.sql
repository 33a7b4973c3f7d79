with

terms as (

    select * from {{ ref('int_contract_terms_followed') }}
    where
        not is_decided
        and not is_renewed

),

judged as (

    select * from {{ ref('int_renewals_judged') }}

),

chances as (

    select
        terms.*,
        judged.renewal_method,
        judged.renewal_method_reason,
        case judged.renewal_method
            when 'model' then (judged.beta + terms.renewals) / (judged.alpha + judged.beta + terms.renewals)
            else judged.share_renewed
        end as renewal_chance

    from terms

    cross join judged

),

final as (

    select
        customer_id,
        product_id,
        first_month as term_start_month,
        end_month,
        end_month <= {{ as_of_date() }} as is_in_grace,
        renewals as renewal_count,
        sold_amount as term_price_amount,
        cast(renewal_chance as decimal(18, 6)) as renewal_probability,
        renewal_method,
        renewal_method_reason,
        cast(cast(sold_amount as double) * (1 - renewal_chance) as decimal(18, 4)) as price_at_stake_amount,
        {{ as_of_date() }} as as_of_date,
        cast('{{ var("definition_version") }}' as varchar) as definition_version
    from chances

)

select * from final
