"""The desk: the admin as the staff see it. The composition root, since it shows what every app has to show."""
