"""What the vault keeps: ciphertext alone, under keys that are themselves wrapped."""

from typing import ClassVar, Self
from uuid import uuid4

from django.db import models

from integrations.models.connections import Connection


class DataKeyQuerySet(models.QuerySet["DataKey"]):
    def newest_first(self) -> Self:
        return self.order_by("-version")

    def under_other_than(self, master_version: str) -> Self:
        return self.exclude(master_version=master_version)


class DataKey(models.Model):
    """A client's own key, wrapped under the installation's master key of `master_version`."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    version = models.PositiveIntegerField(unique=True)
    wrapped = models.BinaryField()
    master_version = models.CharField(max_length=40)
    created_at = models.DateTimeField()

    objects: ClassVar[DataKeyQuerySet] = DataKeyQuerySet.as_manager()  # type: ignore[assignment]


class SecretQuerySet(models.QuerySet["Secret"]):
    def named(self, connection: Connection, name: str) -> Self:
        return self.filter(connection=connection, name=name)

    def under_other_than(self, key: DataKey) -> Self:
        return self.exclude(key=key)


class Secret(models.Model):
    """One sealed value of a connection. `fetched_at`: when another store last confirmed it (null: it is ours)."""

    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="secrets")
    name = models.CharField(max_length=64)
    ciphertext = models.BinaryField()
    nonce = models.BinaryField()
    key = models.ForeignKey(DataKey, on_delete=models.PROTECT, related_name="secrets")
    changed_at = models.DateTimeField()
    fetched_at = models.DateTimeField(null=True)

    objects: ClassVar[SecretQuerySet] = SecretQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (models.UniqueConstraint(fields=("connection", "name"), name="secret_once"),)
