{#-
    The contract of one landing table, as the sources' yml states it: `columns` in order, each
    with name, data_type and meta, and the table's own meta (key, checks). Only known while
    dbt executes; while it parses, an empty table stands in.
-#}
{% macro contract_table(source_name, table_name) -%}
    {%- if not execute -%}
        {{ return({'columns': [], 'key': [], 'checks': []}) }}
    {%- endif -%}
    {%- for node in graph.sources.values()
        if node.source_name == source_name and node.name == table_name -%}
        {%- set columns = [] -%}
        {%- for column in node.columns.values() -%}
            {%- do columns.append({
                'name': column.name, 'data_type': column.data_type, 'meta': column.config.meta or {}
            }) -%}
        {%- endfor -%}
        {{ return({
            'columns': columns,
            'key': node.config.meta.key,
            'checks': node.config.meta.get('checks', []),
        }) }}
    {%- endfor -%}
{%- endmacro %}
