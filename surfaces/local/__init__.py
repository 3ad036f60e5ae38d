"""Starting the product on one machine: the demo agency, the loop once, and what to say about it."""
