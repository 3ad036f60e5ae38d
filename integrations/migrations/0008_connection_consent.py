"""Which rights a consent was asked for, and which it gave."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("integrations", "0007_queued_writes")]

    operations = [migrations.AddField("connection", "consent", models.JSONField(null=True))]
