"""What can be asked of a business and its people: `get_` raises, `find_` may answer None, `list_` answers many."""
