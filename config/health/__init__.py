"""Says how the system is: to load balancers (live, ready), to people and to the supervisor (all parts)."""
