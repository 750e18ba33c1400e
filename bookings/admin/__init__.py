"""What the desk shows of bookings. Each page registers itself when it is imported."""

from bookings.admin import booking, catalogue, lists, rates, stay_messages, units

__all__ = ["booking", "catalogue", "lists", "rates", "stay_messages", "units"]
