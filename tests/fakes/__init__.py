"""A server on this machine that stands in for an outside service, and follows the vendor's own specification."""
