"""WhatsApp in and out, understanding, dialogue and the staff inbox."""
