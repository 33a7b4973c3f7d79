select
    *,
    {{ as_of_date() }} as as_of_date,
    '{{ var("definition_version") }}' as definition_version

from {{ ref('int_satisfaction_profit_related') }}
