"""Pages of a client's host: one file per page, and beside it the facts that it shows."""
