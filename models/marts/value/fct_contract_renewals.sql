{#-
    The chance of today: p is the chance of a term at its own end, f the share of the renewals of
    ended terms that had begun by the same distance from the end. Of a term that could have been
    renewed by then and was not, p (1 - f) / (1 - p f) is left: p renew, in their time, and the others
    never (a mixture cure model: Berkson & Gage 1952, JASA 47:501). With one chance for all this is the
    share of the ended terms unrenewed at that distance that were renewed later.
-#}
with

terms as (

    select
        *,
        -- whole months; the one that is not over is still to come
        {{ month_index(days_later(as_of_date(), 1)) }} - {{ month_index('end_month') }} as months_past_end
    from {{ ref('int_contract_terms_followed') }}
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
        months.not_renewed_before,
        months.renewed_later,
        judged.term_ends,
        judged.renewal_method,
        judged.renewal_method_reason,
        case
            when months.renewed > 0 then 1 - cast(months.renewed_later as double) / months.renewed
            else 0
        end as begun_share,
        case judged.renewal_method
            when 'model' then (judged.beta + terms.renewals) / (judged.alpha + judged.beta + terms.renewals)
            else judged.share_renewed
        end as chance_at_end

    from terms

    cross join judged

    inner join {{ ref('int_renewal_months_counted') }} as months
        -- before the first month in which a renewal counts nothing is used up
        on
            greatest(terms.months_past_end, -{{ var('contract_renewal_lead_months') }})
            = months.months_past_end

),

explained as (

    select
        *,
        case
            when term_ends = 0 then 'no_term_has_ended'
            when not_renewed_before < {{ var('contract_renewal_min_ends') }} then 'too_few_terms_ended'
        end as missing_reason
    from chances

),

published as (

    select
        *,
        case
            when missing_reason is null
                then chance_at_end * (1 - begun_share) / nullif(1 - chance_at_end * begun_share, 0)
        end as renewal_chance
    from explained

),

final as (

    select
        customer_id,
        product_id,
        first_month as term_start_month,
        end_month,
        cast(months_past_end as bigint) as months_past_end,
        end_month <= {{ as_of_date() }} as is_in_grace,
        renewals as renewal_count,
        sold_amount as term_price_amount,
        cast(not_renewed_before as bigint) as comparable_end_count,
        cast(renewed_later as bigint) as comparable_renewed_count,
        cast(renewal_chance as decimal(18, 6)) as renewal_probability,
        missing_reason as probability_missing_reason,
        renewal_method,
        renewal_method_reason,
        cast(cast(sold_amount as double) * (1 - renewal_chance) as decimal(18, 4)) as price_at_stake_amount,
        {{ as_of_date() }} as as_of_date,
        cast('{{ var("definition_version") }}' as varchar) as definition_version
    from published

)

select * from final
