{{ config(materialized='table') }}

{#-
    Every invitation to a survey: who was asked, about whose work, and what the answer says on its
    scale. An answer outside its scale, or on a scale nobody described, is kept and not valid. No
    answer is no answer: it counts in the response rate and nowhere else.
-#}
with

feedback as (

    select
        *,
        {{ business_date('asked_at') }} as asked_date,
        case when lower(subject_type) = 'case' then subject_id end as case_id

    from {{ ref('stg_crm__feedback') }}
    where not is_deleted

),

scales as (

    select * from {{ ref('survey_scales') }}

),

parties as (

    select * from {{ ref('int_crm_parties_resolved') }}

),

customers as (

    select * from {{ ref('int_customers_described') }}

),

cases as (

    select * from {{ ref('int_cases_timed') }}

),

stints as (

    select * from {{ ref('int_salesperson_stints_windowed') }}

),

placed as (

    select
        feedback.feedback_id,
        lower(feedback.survey_type) as survey_type,
        coalesce(feedback.scale_max, 0) as scale_max,
        coalesce(
            by_account.customer_id,
            by_contact.customer_id,
            case when cases.customer_id <> 'unknown' then cases.customer_id end,
            'unknown'
        ) as customer_id,
        case
            when feedback.contact_id is not null then 'contact:' || feedback.contact_id
            when feedback.account_id is not null then 'account:' || feedback.account_id
            else 'feedback:' || feedback.feedback_id
        end as respondent_id,
        feedback.asked_date,
        feedback.answered_at,
        feedback.score,
        feedback.score is not null as is_answered,
        cast(
            round(
                (feedback.score - scales.lowest_score) * 100.0 / (scales.scale_max - scales.lowest_score), 4
            ) as decimal(9, 4)
        )
            as score_index,
        coalesce(feedback.score between scales.lowest_score and feedback.scale_max, false) as is_valid,
        coalesce(feedback.score >= scales.favourable_from, false) as is_favourable,
        coalesce(feedback.score <= scales.unfavourable_to, false) as is_unfavourable,
        coalesce(feedback.staff_user_id, cases.agent_user_id, 'unassigned') as staff_user_id,
        coalesce(cases.category, 'none') as category,
        coalesce(cases.channel, 'none') as channel

    from feedback

    left join scales
        on
            lower(feedback.survey_type) = scales.survey_type
            and feedback.scale_max = scales.scale_max
            and {{ effective_at('feedback.asked_date', 'scales') }}

    left join parties as by_account
        on
            feedback.account_id = by_account.party_id
            and by_account.party_type = 'account'

    left join parties as by_contact
        on
            feedback.contact_id = by_contact.party_id
            and by_contact.party_type = 'contact'

    left join cases
        on feedback.case_id = cases.case_id

)

select
    placed.*,
    {{ month_start('placed.asked_date') }} as asked_month,
    coalesce(customers.segment, 'unknown') as segment,
    coalesce(customers.region, 'unknown') as region,
    coalesce(stints.team_id, 'unassigned') as team_id

from placed

left join customers
    on placed.customer_id = customers.customer_id

left join stints
    on
        placed.staff_user_id = stints.user_id
        and {{ effective_at('placed.asked_date', 'stints') }}
