"""Bookings over HTTP, as programs of a business ask for them."""
