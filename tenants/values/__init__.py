"""Values of the trade, decided by plain functions: no Django, no I/O, no clock."""
