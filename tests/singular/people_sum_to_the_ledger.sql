{#- The people of a month are the company, step by step. -#}
{{ months_off_the_ledger(ref('fct_salesperson_profit_monthly')) }}
