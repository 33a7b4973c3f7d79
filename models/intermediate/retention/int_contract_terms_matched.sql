{{ config(materialized='table') }}

{#-
    Terms of a customer for a product, each with the term it renews, if any. A term renews one that
    began earlier, ends earlier, and ends at most `contract_renewal_lead_months` after the new one
    begins or `contract_grace_months` before. Terms queue by their end, of equal ends the one that
    began first; in the order in which terms begin, each takes the first of the queue that has not
    lapsed. If it cannot renew that one, it renews none: so no term is renewed twice, no two
    renewals cross, and a contract signed while another still runs is one of its own.
-#}
{%- set window_opens = months_later('terms.first_month', var('contract_renewal_lead_months')) -%}
{%- set window_shuts = months_later('terms.first_month', -(var('contract_grace_months') | int)) -%}
with recursive

terms as (

    select
        customer_id,
        product_id,
        first_month,
        max(end_month) as end_month,
        {{ sum_or_unknown('sold_amount') }} as sold_amount
    from {{ ref('int_contract_lines_found') }}
    -- what came back in its first month held nobody
    where end_month > first_month
    group by
        customer_id,
        product_id,
        first_month

),

numbered as (

    select
        *,
        row_number() over (partition by customer_id, product_id order by first_month) as start_number,
        row_number() over (partition by customer_id, product_id order by end_month, first_month)
            as end_number
    from terms

),

reached as (

    select
        terms.customer_id,
        terms.product_id,
        terms.first_month,
        terms.end_month,
        terms.sold_amount,
        terms.start_number,
        -- both are never null: a term is in the queue itself, and cannot renew itself
        min(queued.end_number) - 1 as lapsed_number,
        min(
            case
                when
                    queued.end_month > {{ window_opens }}
                    or queued.end_month = terms.end_month
                    or queued.first_month >= terms.first_month
                    then queued.end_number
            end
        ) as out_of_reach_number

    from numbered as terms

    inner join numbered as queued
        on
            terms.customer_id = queued.customer_id
            and terms.product_id = queued.product_id
            and {{ window_shuts }} <= queued.end_month
            and terms.end_month >= queued.end_month

    group by
        terms.customer_id,
        terms.product_id,
        terms.first_month,
        terms.end_month,
        terms.sold_amount,
        terms.start_number

),

walked as (

    select
        *,
        cast(0 as bigint) as taken_number,
        cast(null as bigint) as renewed_number
    from reached
    where start_number = 1

    union all

    select
        reached.*,
        case
            when greatest(walked.taken_number, reached.lapsed_number) + 1 < reached.out_of_reach_number
                then greatest(walked.taken_number, reached.lapsed_number) + 1
            else walked.taken_number
        end as taken_number,
        case
            when greatest(walked.taken_number, reached.lapsed_number) + 1 < reached.out_of_reach_number
                then greatest(walked.taken_number, reached.lapsed_number) + 1
        end as renewed_number
    from walked
    inner join reached
        on
            walked.customer_id = reached.customer_id
            and walked.product_id = reached.product_id
            and walked.start_number + 1 = reached.start_number

)

select
    walked.customer_id,
    walked.product_id,
    walked.first_month,
    walked.end_month,
    walked.sold_amount,
    renewed.first_month as renewed_first_month,
    renewed.end_month as renewed_end_month

from walked

left join numbered as renewed
    on
        walked.customer_id = renewed.customer_id
        and walked.product_id = renewed.product_id
        and walked.renewed_number = renewed.end_number
