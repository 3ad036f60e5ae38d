"""Pure functions on arrays: no models, no clock, no files, no network."""
