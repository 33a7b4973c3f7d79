{#- The ways to predict each quantity that the back-test compares; of equal ones the first naive wins. -#}
{% macro value_methods() -%}
    {%- set found = [] -%}
    {%- for quantity in ('orders', 'margin') -%}
        {%- for place, name in ((0, 'model'), (1, 'rate'), (2, 'last_window')) -%}
            {%- do found.append({
                'quantity': quantity, 'name': name, 'place': place, 'is_model': name == 'model',
                'purpose': 'worth', 'predicted': name ~ '_' ~ quantity, 'actual': quantity ~ '_after',
            }) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- for place, name, predicted in ((0, 'model', 'p_active'), (1, 'one_chance', 'share_active')) -%}
        {%- do found.append({
            'quantity': 'activity', 'name': name, 'place': place, 'is_model': name == 'model',
            'purpose': 'activity', 'predicted': predicted, 'actual': 'was_active',
        }) -%}
    {%- endfor -%}
    {{ return(found) }}
{%- endmacro %}
