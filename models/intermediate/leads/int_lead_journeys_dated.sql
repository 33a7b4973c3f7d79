{#-
    How long each leg of a lead's journey took. A leg that ends before it begins is a contradiction of
    the records: its length is unknown and the journey is flagged. Leads that are still on their way
    have no length yet.
-#}
{%- set legs = {
    'days_to_close': ('created_date', 'closed_date'),
    'days_to_convert': ('created_date', 'converted_date'),
    'days_to_win': ('created_date', 'won_date'),
    'days_from_deal_to_win': ('opportunity_created_date', 'won_date'),
    'days_to_first_order': ('created_date', 'first_order_date'),
} -%}

select
    *,
    {%- for leg, (start, end) in legs.items() %}
    case when {{ end }} >= {{ start }} then cast({{ end }} - {{ start }} as integer) end as {{ leg }},
    {%- endfor %}
    case
        when first_response_at >= created_at then {{ seconds_between('created_at', 'first_response_at') }}
    end as first_response_seconds,
    {%- for leg, (start, end) in legs.items() %}
    coalesce({{ end }} < {{ start }}, false) {{ 'or' if not loop.last }}
    {%- endfor %} as has_contradiction

from {{ ref('int_leads_followed') }}
