"""What programs may ask of the house: its rooms, prices and nights, and the bookings on them."""
