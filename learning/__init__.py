"""What the product learns about a client: conversations, facts, and the science on its figures."""
