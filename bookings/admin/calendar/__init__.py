"""The reservation calendar of the desk: units in rows, nights in columns, and what can be done with both."""
