{#-
    The life of every deal in months, with what it brought. A deal that the CRM deleted, or that was a
    second copy, never was; one without a decision did not win. A win of unknown worth counts, its
    money does not.
-#}
with

deals as (

    select
        opportunity_id,
        team_id,
        outcome,
        coalesce(created_date, closed_date) as created_on,
        coalesce(closed_date, created_date) as closed_on,
        coalesce(amount, sold_net_revenue_amount) as won_amount
    from {{ ref('int_opportunities_described') }}
    where
        outcome not in ('deleted', 'duplicate')
        and coalesce(created_date, closed_date) <= {{ as_of_date() }}

)

select
    opportunity_id,
    coalesce(team_id, 'unassigned') as team_id,
    row_number() over (order by opportunity_id) as deal_number,
    {{ month_index('created_on') }} as created_month,
    case
        when outcome = 'open' then 12 * 9999
        when closed_on < created_on then {{ month_index('created_on') }}
        else {{ month_index('closed_on') }}
    end as closed_month,
    outcome = 'won' as is_won,
    outcome <> 'open' and outcome <> 'won' as is_lost,
    case when outcome = 'won' then cast(coalesce(won_amount, 0) as decimal(18, 4)) else 0 end as won_amount,
    outcome = 'won' and won_amount is null as is_unpriced

from deals
