"""What our matcher is compared with: what a competent user builds in an afternoon from good libraries."""
