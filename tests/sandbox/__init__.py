"""The sandbox itself: a fake that lies would make every other test worthless."""
