with

reasons as (

    select * from {{ ref('int_tie_out_reasons_confirmed') }}

),

final as (

    select
        account_group,
        month_start,
        reason,
        currency_code,
        basis,
        amount_local,
        amount as reason_amount,
        revenue_amount,
        is_confirmed,
        {{ as_of_date() }} as as_of_date,
        cast('{{ var("definition_version") }}' as varchar) as definition_version

    from reasons

)

select * from final
