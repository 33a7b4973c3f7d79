{#-
    Spreads one whole over the rows of each group by weight, to the cent, so that the parts sum
    exactly to the whole (largest remainder). Returns the rows of `relation` whose weight is
    above 0, plus `allocated_amount`.

    relation   rows with the group, the whole repeated on each of them, and a weight >= 0
    amount     the whole; any sign. Digits below the cent stay with the largest part
    weight     decimal with up to 4 places
    group_by   column that names the whole
    order_by   column that breaks ties; unique within the group

    A group whose weights are all 0 returns nothing: the caller gives it an explicit member.
-#}
{% macro allocate(relation, amount, weight, group_by, order_by) -%}
    select
        ranked.*,
        cast(
            case when {{ amount }} < 0 then -1 else 1 end * (
                {{ from_cents('base_cents + case when remainder_rank <= cents_left then 1 else 0 end') }}
                + case when size_rank = 1 then abs({{ amount }}) - {{ from_cents('whole') }} else 0 end
            ) as decimal(18, 4)
        ) as allocated_amount

    from (
        select
            shared.*,
            whole - sum(base_cents) over (partition by {{ group_by }}) as cents_left,
            row_number() over (
                partition by {{ group_by }}
                order by whole * weight_units - base_cents * total_units desc, {{ order_by }}
            ) as remainder_rank,
            row_number() over (
                partition by {{ group_by }} order by weight_units desc, {{ order_by }}
            ) as size_rank

        from (
            select
                weighed.*,
                {{ whole_share('whole', 'weight_units', 'total_units') }} as base_cents

            from (
                select
                    {{ relation }}.*,
                    {{ whole_cents('abs(' ~ amount ~ ')') }} as whole,
                    {{ whole_units(weight) }} as weight_units,
                    {{ whole_units(
                        'sum(cast(' ~ weight ~ ' as decimal(38, 4))) over (partition by ' ~ group_by ~ ')'
                    ) }} as total_units

                from {{ relation }}

                where {{ weight }} > 0
            ) as weighed
        ) as shared
    ) as ranked
{%- endmacro %}
