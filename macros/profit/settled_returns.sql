{#-
    What each refund takes off revenue and gives back in cost, for the rows of `returns`: refunds
    beside the values of their line (net_local, net_amount, line_quantity, cogs_amount, unit_cost,
    cost_rate, rate_to_reporting). Refunds of a line, which `line` names, are settled in the order
    in which they were booked, until the line's net value is used up; what is refunded beyond it is
    goodwill. Only restocked goods give their cost back, until the line's quantity is used up.

    Every amount is the difference of two running totals, each converted once, so that the
    parts of a fully returned line sum exactly to the line: rates and cents leave no residue.
-#}
{% macro settled_returns(returns, line) -%}
    {%- set booked -%}
    partition by {{ line }}
                    order by returned_at, return_id
                    rows between unbounded preceding and current row
    {%- endset -%}
    select
        *,
        cast(settled_so_far - settled_before as decimal(18, 4)) as returns_local,
        {{ none_where('settled_so_far = settled_before', 'returned_amount_so_far - returned_amount_before') }}
            as returns_amount,
        {{ none_where(
            'restocked_quantity = 0 or unit_cost = 0', 'restocked_amount_so_far - restocked_amount_before'
        ) }} as restocked_cost_amount

    from (
        select
            *,
            case
                when settled_so_far = net_local then net_amount
                else {{ multiply('settled_so_far', '1', 'rate_to_reporting') }}
            end as returned_amount_so_far,
            case
                when settled_before = net_local then net_amount
                else {{ multiply('settled_before', '1', 'rate_to_reporting') }}
            end as returned_amount_before,
            case
                when restocked_so_far = line_quantity then cogs_amount
                else {{ multiply('restocked_so_far', 'unit_cost', 'cost_rate') }}
            end as restocked_amount_so_far,
            {{ multiply('restocked_so_far - restocked_quantity', 'unit_cost', 'cost_rate') }}
                as restocked_amount_before,
            {{ none_where(
                'refund_local = settled_so_far - settled_before',
                multiply('refund_local - (settled_so_far - settled_before)', '1', 'rate_to_reporting')
            ) }} as goodwill_amount

        from (
            select
                *,
                sum(restocked_quantity) over (
                    {{ booked }}
                ) as restocked_so_far

            from (
                select
                    *,
                    case
                        when refunded_so_far is not null
                            then least(refunded_so_far, greatest(net_local, 0))
                    end as settled_so_far,
                    case
                        when refunded_so_far is not null
                            then least(refunded_so_far - refund_local, greatest(net_local, 0))
                    end as settled_before,
                    case
                        when disposition = 'restocked'
                            then
                                least(returned_so_far, line_quantity)
                                - least(returned_so_far - quantity, line_quantity)
                        else 0
                    end as restocked_quantity

                from (
                    select
                        *,
                        -- one refund that is unknown makes every later one of the line unknown
                        case
                            when count(*) over in_turn = count(refund_local) over in_turn
                                then sum(refund_local) over in_turn
                        end as refunded_so_far,
                        sum(quantity) over in_turn as returned_so_far

                    from {{ returns }}

                    window in_turn as (
                        {{ booked }}
                    )
                ) as running
            ) as capped
        ) as restocked
    ) as converted
{%- endmacro %}
