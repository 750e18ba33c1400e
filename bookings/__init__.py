"""Units, prices, availability, bookings and the money around them."""
