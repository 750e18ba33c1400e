"""Moments in English: month and day in figures would be read in two ways by people from two countries."""

DATETIME_FORMAT = SHORT_DATETIME_FORMAT = "j M Y H:i"
DATE_FORMAT = SHORT_DATE_FORMAT = "j M Y"
TIME_FORMAT = "H:i"
