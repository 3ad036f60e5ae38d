"""django-tenants' PostgreSQL backend with the schema kept per context instead of per thread."""
