"""Records of contacts and deals."""
