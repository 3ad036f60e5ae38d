"""One file per sensor, named after its slug."""
