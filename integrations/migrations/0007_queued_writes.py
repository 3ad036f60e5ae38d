import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("integrations", "0006_connection_unanswered_since"),
    ]

    operations = [
        migrations.CreateModel(
            name="QueuedWrite",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("profile", "profile"), ("event", "event"), ("unsubscribe", "unsubscription")],
                        max_length=12,
                    ),
                ),
                ("contact_id", models.BigIntegerField()),
                ("data", models.JSONField(default=dict)),
                ("key", models.CharField(max_length=200)),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "waiting"), ("sent", "sent"), ("parked", "refused")],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("code", models.CharField(blank=True, default="", max_length=60)),
                ("detail", models.CharField(blank=True, default="", max_length=300)),
                ("tries", models.PositiveIntegerField(default=0)),
                ("created_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "connection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="writes",
                        to="integrations.connection",
                    ),
                ),
            ],
            options={
                "verbose_name": "queued write",
                "verbose_name_plural": "queued writes",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")), fields=["connection", "id"], name="queued_waiting"
                    ),
                    models.Index(fields=["contact_id"], name="queued_contact"),
                ],
                "constraints": [models.UniqueConstraint(fields=("connection", "key"), name="queued_once")],
            },
        ),
    ]
