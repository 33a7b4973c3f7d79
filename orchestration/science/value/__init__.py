"""What customers will do and be worth: buying, leaving, and the margin of an order."""
