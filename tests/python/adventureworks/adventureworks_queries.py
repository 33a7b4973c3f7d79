"""What each file of the AdventureWorks drop is selected from.

The queries rename, join keys and shift dates; what a number means is left to the warehouse.
Columns that nobody recorded are not selected. Extracts with no place in the contract stay
out: the survey has no score, the call centre counts shifts and not cases, prospects no date.
"""

EXTRACTS = {
    # No fulfilled_at: it would date the unit cost, and AdventureWorks costs a line with what was
    # in force on the order date. No currency_code: all amounts are in US dollars already, the
    # currency of the order only says what the customer paid in; empty = reporting currency.
    # `group by all`: an order with two buyers would come out twice and break its key.
    "adventureworks_orders/orders": """
        select
            SalesOrderNumber as order_id,
            coalesce(CustomerAlternateKey, ResellerAlternateKey) as customer_id,
            businessentityid as sales_user_id,
            channel,
            countryregioncode as ship_country_code,
            name as ship_region,
            OrderDate as ordered_at,
            string_agg(distinct PromotionKey, ',' order by PromotionKey)
                filter (PromotionKey != 1) as promotion_code
        from sales
        left join 'DimCustomer.parquet' using (CustomerKey)
        left join 'DimReseller.parquet' using (ResellerKey)
        left join sellers using (EmployeeKey)
        left join 'salesterritory.csv' on territoryid = SalesTerritoryKey
        group by all
    """,
    # The discount column is a float that misses the amount sold by 0.0001 on 378 lines, so the
    # discount is what lies between the two decimal columns. A reseller's list price is the
    # dealer price: nobody gave it the trade margin as a discount. No unit_cost: the history knows.
    "adventureworks_orders/order_lines": """
        select
            SalesOrderNumber || '-' || SalesOrderLineNumber as order_line_id,
            SalesOrderNumber as order_id,
            ProductAlternateKey as product_id,
            OrderQuantity as quantity,
            if(channel = 'reseller', DealerPrice, ListPrice) as list_price,
            UnitPrice as unit_price,
            ExtendedAmount - SalesAmount as line_discount_amount,
            TaxAmt as tax_amount
        from sales
        left join 'DimProduct.parquet' using (ProductKey)
    """,
    "adventureworks_orders/customers": """
        select
            CustomerAlternateKey as customer_id,
            null as account_id,
            concat_ws(' ', FirstName, MiddleName, LastName) as customer_name,
            'person' as customer_type,
            EmailAddress as email, Phone as phone,
            CountryRegionCode as country_code, StateProvinceName as region
        from 'DimCustomer.parquet'
        join 'DimGeography.parquet' using (GeographyKey)
        union all
        select
            ResellerAlternateKey, storeid, ResellerName, 'company', null, Phone,
            CountryRegionCode, StateProvinceName
        from resellers
    """,
    # Not from DimProduct: its start dates lie after the first sale of some products.
    "adventureworks_orders/products": """
        select
            productnumber as product_id, productnumber as sku,
            name as product_name,
            EnglishProductCategoryName as category,
            EnglishProductSubcategoryName as subcategory,
            fact_date(sellstartdate) as launched_on
        from 'product.csv'
        left join 'DimProductSubcategory.parquet'
            on ProductSubcategoryAlternateKey = productsubcategoryid
        left join 'DimProductCategory.parquet' using (ProductCategoryKey)
    """,
    # Freight is what moving the order cost; like tax it is no revenue, so no shipping is charged.
    "adventureworks_orders/shipments": """
        select
            SalesOrderNumber as shipment_id, SalesOrderNumber as order_id,
            ShipDate as shipped_at,
            sum(Freight) as freight_cost_amount
        from sales
        group by all
    """,
    # Only the whole standard cost is known; its parts are not. The last day becomes the day after.
    "adventureworks_finance/product_costs": """
        select
            productnumber as product_id,
            fact_date(startdate) as valid_from, fact_date(enddate) + 1 as valid_to,
            cast(productcosthistory.standardcost as decimal(18, 4)) as material_cost
        from 'productcosthistory.csv' as productcosthistory
        join 'product.csv' using (productid)
    """,
    # US dollars for one unit of the currency (a pound gives 1.49, a yen 0.0085).
    "adventureworks_finance/fx_rates": """
        select
            CurrencyAlternateKey as from_currency, 'USD' as to_currency,
            cast(Date as date) as rate_date,
            cast(AverageRate as decimal(18, 10)) as rate
        from 'FactCurrencyRate.parquet'
        join 'DimCurrency.parquet' using (CurrencyKey)
    """,
    "adventureworks_crm/accounts": """
        select
            storeid as account_id,
            ResellerName as account_name,
            BusinessType as segment,
            CountryRegionCode as country_code, StateProvinceName as region,
            salespersonid as owner_user_id
        from resellers
        join 'store.csv' on businessentityid = storeid
    """,
    # Sales people without a territory have no commission either: they lead the others.
    "adventureworks_crm/users": """
        select
            businessentityid as user_id,
            if(salesperson.territoryid is null, 'sales_manager', 'sales_rep') as role,
            stints.territoryid as team_id,
            fact_date(startdate) as valid_from, fact_date(enddate) + 1 as valid_to
        from 'salesperson.csv' as salesperson
        left join 'salesterritoryhistory.csv' as stints using (businessentityid)
    """,
    "adventureworks_crm/teams": """
        select territoryid as team_id, name as team_name, "group" as region
        from 'salesterritory.csv'
    """,
    # A quota holds until the person's next one; the last one for a quarter.
    "adventureworks_crm/quotas": """
        select
            businessentityid as user_id,
            fact_date(quotadate) as period_start,
            coalesce(
                lead(period_start) over (partition by user_id order by period_start),
                cast(period_start + interval 3 months as date)
            ) as period_end,
            salesquota as quota_amount
        from 'salespersonquotahistory.csv'
    """,
    "adventureworks_crm/campaigns": """
        select
            PromotionKey as campaign_id,
            EnglishPromotionName as campaign_name,
            EnglishPromotionType as campaign_type,
            cast(StartDate as date) as start_date, cast(EndDate as date) as end_date
        from 'DimPromotion.parquet'
        where PromotionKey != 1
    """,
}
"""A query for each file of the drop, `<system>/<table>`."""
