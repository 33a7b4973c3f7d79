{#- The channels of a month are the company, step by step. -#}
{{ months_off_the_ledger(ref('fct_channel_profit_monthly')) }}
