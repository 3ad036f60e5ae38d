"""Services outside 3A: what they cost, and the ways to reach them."""
