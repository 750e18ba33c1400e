"""What the tests of getting in share."""

# A password that every rule allows, and that nobody of the cast has.
GOOD = "Tortuga-verde-camina-7"
