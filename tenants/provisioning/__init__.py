"""A client's schema: made from a template, kept up to date by a runner that never stops halfway."""

from tenants.provisioning.migrating import migrate_all, migrate_schema, pending
from tenants.provisioning.schemas import create_schema, drop_schema, schema_exists

__all__ = ["create_schema", "drop_schema", "migrate_all", "migrate_schema", "pending", "schema_exists"]
