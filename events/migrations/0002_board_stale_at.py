"""When what a figure on the board was read from grows too old."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0001_initial"),
    ]

    operations = [
        migrations.AddField(model_name="board", name="stale_at", field=models.DateTimeField(null=True)),
    ]
