"""Running the agents themselves."""
