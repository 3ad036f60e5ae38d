"""Server-rendered pages of the client host and what they are drawn with."""
