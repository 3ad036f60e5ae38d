"""The SQL that makes an empty client schema, for the migrations and the server it was made with."""

from django.db import models


class SchemaTemplate(models.Model):
    """A dump to replay; `digest` covers the migrations and the server's version."""

    digest = models.CharField(max_length=64, unique=True)
    sql = models.TextField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.digest
