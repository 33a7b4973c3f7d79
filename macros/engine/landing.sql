{#-
    The landing is a folder of Parquet files. Only these macros and the sources' yml know that.
-#}

{#- Text literal of the newest batch date that landed, or none when nothing has. -#}
{% macro newest_batch_date() -%}
    {{ return(adapter.dispatch('newest_batch_date')()) }}
{%- endmacro %}

{% macro duckdb__newest_batch_date() -%}
    {%- set landing = env_var('PROFIT_DATA', 'data') ~ '/landing' -%}
    {%- set query -%}
        select max(regexp_extract(file, 'batch_date=([0-9]{4}-[0-9]{2}-[0-9]{2})', 1))
        from glob('{{ landing }}/**/*.parquet')
        where not contains(file, 'batch_date=1900-01-01')
    {%- endset -%}
    {{ return(run_query(query).columns[0].values()[0]) }}
{%- endmacro %}


{#- Stops a build with a helpful message where no extract has landed yet. -#}
{% macro require_landing() -%}
    {%- if execute and flags.WHICH in ('build', 'run') and newest_batch_date() is none -%}
        {{ exceptions.raise_compiler_error(
            "Nothing has landed in " ~ env_var('PROFIT_DATA', 'data') ~ "/landing. Run `make run` for the"
            ~ " demo company or `profit run --drop DIR` for your own exports, then build again."
        ) }}
    {%- endif -%}
{%- endmacro %}


{#- A JSON object of `columns`, a mapping of key to text expression, for people to read. -#}
{% macro as_json(columns) -%}
    {{ return(adapter.dispatch('as_json')(columns)) }}
{%- endmacro %}

{% macro duckdb__as_json(columns) -%}
    cast(json_object(
        {%- for key, value in columns.items() %}
            '{{ key }}', {{ value }}{{ ',' if not loop.last }}
        {%- endfor %}
        ) as varchar)
{%- endmacro %}
