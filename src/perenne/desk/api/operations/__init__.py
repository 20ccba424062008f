"""What programs may ask and do, one module a noun."""
