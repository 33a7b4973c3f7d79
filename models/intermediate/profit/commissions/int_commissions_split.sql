{#-
    What each holder earns before accelerators. The commission of the line so far is worked out
    once for each rate, in whole cents; what the event adds to it is spread over all holders to the
    cent, and each takes the part at their own rate: so the people of a line sum to its commission,
    and its payments to that of the whole. The base is spread in the same way.
-#}
with

claims as (

    select
        claims.*,
        bases.source_id,
        bases.earned_date,
        bases.period_start,
        bases.stated_from,
        bases.base_amount as event_base_amount,
        bases.earned_so_far as base_so_far,
        bases.earned_so_far - bases.base_amount as base_before,
        bases.base_type as event_base_type,
        bases.source_id || ':' || bases.base_type || ':' || cast(bases.read_on as varchar) as event_id

    from {{ ref('int_commission_bases_moved') }} as bases

    inner join {{ ref('int_commission_claims_rated') }} as claims
        on
            bases.order_line_id = claims.order_line_id
            and bases.read_on = claims.read_on

    where bases.commission_type = 'earned'

),

rates as (

    select distinct
        event_id,
        commission_rate as pool_rate
    from claims
    where base_type = event_base_type

),

pools as (

    select
        claims.event_id,
        claims.event_id || ':' || cast(rates.pool_rate as varchar) as pool_id,
        claims.user_id,
        claims.share_percent,
        rates.pool_rate,
        -- nothing of an unknown base is still nothing
        case
            when rates.pool_rate = 0 then cast(0 as decimal(18, 4))
            else
                {{ multiply_to_cents('claims.base_so_far', 'rates.pool_rate') }}
                - {{ multiply_to_cents('claims.base_before', 'rates.pool_rate') }}
        end as pool_amount

    from claims

    inner join rates
        on claims.event_id = rates.event_id

),

pool_parts as (

    {{ allocate('pools', 'pool_amount', 'share_percent', 'pool_id', 'user_id') }}

),

base_parts as (

    {{ allocate('claims', 'event_base_amount', 'share_percent', 'event_id', 'user_id') }}

)

select
    base_parts.order_line_id,
    base_parts.order_id,
    base_parts.read_on,
    base_parts.customer_id,
    base_parts.product_id,
    base_parts.user_id,
    base_parts.role,
    base_parts.split_rate,
    base_parts.split_status,
    base_parts.product_margin_tier,
    base_parts.base_type,
    base_parts.commission_rate,
    base_parts.rate_status,
    base_parts.source_id,
    base_parts.ordered_date,
    base_parts.earned_date,
    base_parts.period_start,
    base_parts.stated_from,
    base_parts.statement_to as stated_to,
    base_parts.known_from,
    base_parts.allocated_amount as base_amount,
    pool_parts.allocated_amount as basic_amount

from base_parts

inner join pool_parts
    on
        base_parts.event_id = pool_parts.event_id
        and base_parts.user_id = pool_parts.user_id
        and base_parts.commission_rate = pool_parts.pool_rate

where base_parts.base_type = base_parts.event_base_type
