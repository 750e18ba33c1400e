"""The phone: guests, what they see, and the page in the browser."""
