select
    product_id,
    sku,
    product_name,
    category,
    subcategory,
    product_type,
    launched_on,
    is_listed,
    is_deleted

from {{ ref('int_products_described') }}
