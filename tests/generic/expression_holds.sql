{#- Every row satisfies `expression`. Unknown (null) counts as a failure, not as a pass. -#}
{% test expression_holds(model, expression) %}

select *
from {{ model }}
where ({{ expression }}) is not true

{% endtest %}
