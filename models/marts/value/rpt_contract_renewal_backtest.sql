select
    cast(term_ends as bigint) as term_end_count,
    cast(share_renewed as decimal(18, 6)) as renewed_share_rate,
    cast(alpha as decimal(18, 6)) as alpha,
    cast(beta as decimal(18, 6)) as beta,
    cast(judged_ends as bigint) as judged_end_count,
    cast(brier as decimal(18, 6)) as model_brier,
    cast(one_chance_brier as decimal(18, 6)) as one_chance_brier,
    renewal_method,
    renewal_method_reason,
    {{ as_of_date() }} as as_of_date,
    cast('{{ var("definition_version") }}' as varchar) as definition_version
from {{ ref('int_renewals_judged') }}
