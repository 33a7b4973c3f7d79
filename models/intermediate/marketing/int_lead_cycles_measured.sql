{#-
    How many calendar months the middle customer took from lead to first order; the earlier of the two
    middle ones where they are even. None where no customer has a lead.
-#}
with

cycles as (

    select
        {{ month_index('converted_date') }} - {{ month_index('lead_created_date') }} as cycle_months,
        row_number() over (
            order by {{ month_index('converted_date') }} - {{ month_index('lead_created_date') }}, customer_id
        ) as cycle_rank,
        count(*) over () as cycle_count

    from {{ ref('int_acquisitions_described') }}

    where
        is_standing
        and lead_created_date is not null

)

select
    cast(
        coalesce(max(case when cycle_rank * 2 in (cycle_count, cycle_count + 1) then cycle_months end), 0)
        as integer
    ) as cycle_months,
    count(*) as cycle_count

from cycles
