"""What left in the last day, and what is let go and to come, is found without reading the rest."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("automations", "0005_directive_sessions"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="action",
            index=models.Index(
                condition=models.Q(("is_communication", True), ("cost_micros__gt", 0), _connector="OR"),
                fields=["done_at"],
                name="action_counted",
            ),
        ),
        migrations.AddIndex(
            model_name="action",
            index=models.Index(condition=models.Q(("state", "released")), fields=["due_at"], name="action_to_come"),
        ),
    ]
