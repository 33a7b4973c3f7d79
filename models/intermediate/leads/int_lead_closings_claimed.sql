{#-
    The closings of each month beside the figure that is claimed for them, with who claims it. Nothing
    is measured by the claim; it is there because people bring it to the meeting.
-#}
select
    closings.*,
    claims.claimed_rate,
    claims.source as claim_source,
    claims.note as claim_note

from {{ ref('int_lead_closings_counted') }} as closings

left join {{ ref('benchmark_claims') }} as claims
    on
        claims.metric = 'lead_waste_rate'
        and {{ effective_at('closings.month_start', 'claims') }}
