{#-
    The total of `column_name`, per value of `by`, equals that of `compare_column` (the same
    column unless said otherwise) in `compare_to`, to the last digit. `compare_by` is how the
    groups are called there, where they are called otherwise.

    Groups found on one side only are compared with zero, so a day that vanished fails. A null
    counts as nothing in a total; test for nulls where they would hide something. A null group
    is a group.
-#}
{% test reconciles_to(model, column_name, compare_to, by, compare_column=none, filter='true', compare_filter='true', compare_by=none) %}

with

actual as (

    select
        {{ by }} as group_key,
        sum({{ column_name }}) as total
    from {{ model }}
    where {{ filter }}
    group by {{ by }}

),

expected as (

    select
        {{ compare_by or by }} as group_key,
        sum({{ compare_column or column_name }}) as total
    from {{ compare_to }}
    where {{ compare_filter }}
    group by {{ compare_by or by }}

),

compared as (

    select
        coalesce(actual.group_key, expected.group_key) as group_key,
        coalesce(actual.total, 0) as actual_total,
        coalesce(expected.total, 0) as expected_total

    from actual
    full outer join expected
        on actual.group_key is not distinct from expected.group_key

)

select * from compared
where actual_total <> expected_total

{% endtest %}
