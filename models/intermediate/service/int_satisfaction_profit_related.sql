{#-
    How what customers say goes with what they bring: rank and linear correlation, and the slope.
    Spearman's interval is Fisher's with the variance of Bonett and Wright (2000). With the level of
    the year after, and with the change on the year before, which takes out that large customers
    answer in their own way. An association and no effect: nobody was asked at random.
-#}
with

pairs as (

    select * from {{ ref('int_satisfaction_pairs_matched') }}

),

compared as (

    select
        survey_type,
        scale_max,
        customer_id,
        score_index,
        'cm2_after' as profit_measure,
        cast(cm2_after_amount as double) as profit
    from pairs

    union all

    select
        survey_type,
        scale_max,
        customer_id,
        score_index,
        'cm2_change' as profit_measure,
        cast(cm2_after_amount as double) - cast(cm2_before_amount as double) as profit
    from pairs

),

ranked as (

    select
        *,
        -- equal values share the mean of their places
        rank() over (partition by survey_type, scale_max, profit_measure order by score_index)
        + (count(*) over (partition by survey_type, scale_max, profit_measure, score_index) - 1)
        / 2.0 as score_rank,
        rank() over (partition by survey_type, scale_max, profit_measure order by profit)
        + (count(*) over (partition by survey_type, scale_max, profit_measure, profit) - 1)
        / 2.0 as profit_rank

    from compared

),

related as (

    select
        survey_type,
        scale_max,
        profit_measure,
        count(*) as customer_count,
        case
            when count(distinct score_index) > 1 and count(distinct profit) > 1
                then corr(cast(score_rank as double), cast(profit_rank as double))
        end as spearman,
        case
            when count(distinct score_index) > 1 and count(distinct profit) > 1
                then corr(cast(score_index as double), profit)
        end as pearson,
        case when count(distinct score_index) > 1 then regr_slope(profit, cast(score_index as double)) end
            as slope,
        regr_sxx(profit, cast(score_index as double)) as sum_of_squares_of_score,
        regr_syy(profit, cast(score_index as double)) as sum_of_squares_of_profit

    from ranked

    group by
        survey_type,
        scale_max,
        profit_measure

),

bounded as (

    select
        *,
        customer_count < {{ var('satisfaction_min_answers') | int }} as is_suppressed,
        -- a perfect order has no finite transform
        ln(
            (1 + greatest(least(spearman, 0.999999), -0.999999))
            / (1 - greatest(least(spearman, 0.999999), -0.999999))
        )
        / 2
            as fisher,
        1.959963984540054 * sqrt((1 + spearman * spearman / 2) / nullif(greatest(customer_count - 3, 0), 0))
            as fisher_margin,
        1.959963984540054 * sqrt(greatest(
            (sum_of_squares_of_profit - slope * slope * sum_of_squares_of_score)
            / nullif(greatest(customer_count - 2, 0), 0) / nullif(sum_of_squares_of_score, 0), 0
        )) as slope_margin

    from related

)

select
    survey_type,
    scale_max,
    profit_measure,
    customer_count,
    is_suppressed,
    case when not is_suppressed then cast(round(spearman, 6) as decimal(9, 6)) end as spearman,
    case when not is_suppressed then cast(round(tanh(fisher - fisher_margin), 6) as decimal(9, 6)) end
        as spearman_low,
    case when not is_suppressed then cast(round(tanh(fisher + fisher_margin), 6) as decimal(9, 6)) end
        as spearman_high,
    case when not is_suppressed then cast(round(pearson, 6) as decimal(9, 6)) end as pearson,
    case when not is_suppressed then cast(round(5 * slope, 4) as decimal(18, 4)) end
        as profit_per_five_points_amount,
    case when not is_suppressed then cast(round(5 * (slope - slope_margin), 4) as decimal(18, 4)) end
        as profit_per_five_points_low_amount,
    case when not is_suppressed then cast(round(5 * (slope + slope_margin), 4) as decimal(18, 4)) end
        as profit_per_five_points_high_amount

from bounded
