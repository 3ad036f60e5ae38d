"""Since when a connection gets no answer."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("integrations", "0005_privacyrequest_synccursor_twin"),
    ]

    operations = [
        migrations.AddField(
            model_name="connection",
            name="unanswered_since",
            field=models.DateTimeField(null=True),
        ),
    ]
