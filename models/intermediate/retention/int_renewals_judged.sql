{{ config(materialized='table') }}

{#-
    What the ends of terms teach about renewals, and whether that tells the ends of the last 365 days
    apart better than one chance for every contract. Formulas and source:
    orchestration/science/value/renewals.py.
-#}
with

ends as (

    select
        renewals,
        decided_date > {{ days_later(as_of_date(), -365) }} as is_later,
        count(case when is_renewed then 1 end) as renewed,
        count(case when not is_renewed then 1 end) as ended
    from {{ ref('int_contract_terms_followed') }}
    where is_decided
    group by
        renewals,
        decided_date > {{ days_later(as_of_date(), -365) }}

),

judged as (

    select {{ judge_renewals() }} as found
    from ends

)

select
    found.alpha,
    found.beta,
    found.share_renewed,
    coalesce(found.term_ends, 0) as term_ends,
    coalesce(found.judged_ends, 0) as judged_ends,
    found.brier,
    found.one_chance_brier,
    case when found.is_model then 'model' else 'one_chance' end as renewal_method,
    coalesce(found.refusal_reason, found.grounds, 'no_term_has_ended') as renewal_method_reason

from judged
