with

tied_out as (

    select * from {{ ref('int_ledgers_tied_out') }}

),

final as (

    select
        account_group,
        month_start,
        gl_amount,
        ledger_amount,
        difference_amount,
        refund_rate_amount,
        restocked_goods_amount,
        actual_cost_amount,
        deleted_row_amount,
        excluded_account_amount,
        quarantined_amount,
        unpriced_amount,
        uncosted_amount,
        explained_amount,
        guessed_amount,
        unexplained_amount,
        unpriced_currency_code,
        unpriced_local_amount,
        uncosted_revenue_amount,
        gl_account_count,
        gl_unpriced_count,
        unpriced_amount_count,
        uncosted_amount_count,
        {{ as_of_date() }} as as_of_date,
        cast('{{ var("definition_version") }}' as varchar) as definition_version

    from tied_out

)

select * from final
