{#- As many rows here (after `filter`) as in `compare_to` (after `compare_filter`). -#}
{% test row_count_matches(model, compare_to, filter='true', compare_filter='true') %}

select
    actual.row_count as actual_count,
    expected.row_count as expected_count

from (select count(*) as row_count from {{ model }} where {{ filter }}) as actual

cross join (select count(*) as row_count from {{ compare_to }} where {{ compare_filter }}) as expected

where actual.row_count <> expected.row_count

{% endtest %}
