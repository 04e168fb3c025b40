"""Commands for those who change the desk; the desk itself never reads them."""
