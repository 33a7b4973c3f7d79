{#-
    The slices of every sliced funnel report: dimension -> the column of a deal it goes by. None of
    the columns is ever null: what is not known has a member of its own.
-#}
{% macro slice_columns() -%}
    {{ return({
        'team': 'team_id',
        'person': 'owner_user_id',
        'source': 'lead_source',
        'segment': 'segment',
        'product_category': 'product_category',
    }) }}
{%- endmacro %}


{#- `group by` of the company and of every slice, in one pass; `keys` is what each is grouped by besides. -#}
{% macro grouped_by_slice(keys) -%}
    grouping sets (
        ({{ keys | join(', ') }})
        {%- for column in slice_columns().values() %},
        ({{ (keys + [column]) | join(', ') }})
        {%- endfor %}
    )
{%- endmacro %}


{#- Columns `dimension` and `dimension_value` of a row that was grouped by slice. -#}
{% macro slice_labels() -%}
    case
        {%- for dimension, column in slice_columns().items() %}
        when {{ column }} is not null then '{{ dimension }}'
        {%- endfor %}
        else 'company'
    end as dimension,
    coalesce({{ slice_columns().values() | join(', ') }}, 'company') as dimension_value
{%- endmacro %}
