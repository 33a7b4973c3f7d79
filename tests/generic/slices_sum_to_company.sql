{#-
    Each `dimension` of a sliced report adds up to its company row, for every combination of `by` and
    every one of `columns`, to the last digit. A combination that a dimension lacks counts as zero,
    and so does one that the company lacks; a null counts as nothing. `by` is never null.
-#}
{% test slices_sum_to_company(model, columns, by) %}

with

sums as (

    select
        {{ by | join(', ') }},
        dimension,
        {%- for column in columns %}
        sum(coalesce({{ column }}, 0)) as total_{{ loop.index }}{{ ',' if not loop.last }}
        {%- endfor %}
    from {{ model }}
    group by {{ by | join(', ') }}, dimension

),

combinations as (

    select
        {%- for column in by %}
        sums.{{ column }},
        {%- endfor %}
        dimensions.dimension
    from (select distinct {{ by | join(', ') }} from sums) as sums
    cross join (select distinct dimension from sums where dimension <> 'company') as dimensions

)

select combinations.*
from combinations

left join sums as company
    on
        company.dimension = 'company'
        {%- for column in by %}
        and combinations.{{ column }} = company.{{ column }}
        {%- endfor %}

left join sums as slices
    on
        combinations.dimension = slices.dimension
        {%- for column in by %}
        and combinations.{{ column }} = slices.{{ column }}
        {%- endfor %}

where
    {%- for column in columns %}
    {{ 'or ' if not loop.first }}coalesce(company.total_{{ loop.index }}, 0) <> coalesce(slices.total_{{ loop.index }}, 0)
    {%- endfor %}

{% endtest %}
