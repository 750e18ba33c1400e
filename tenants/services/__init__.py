"""What can be done to a business and its people. One service is one transaction."""
