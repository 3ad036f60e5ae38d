"""The doors: pages, REST, MCP, A2A. No models and no business logic live here."""
