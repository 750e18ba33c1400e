"""The API's edge: what every endpoint of every app is made from, and the endpoints of the business and its people."""
