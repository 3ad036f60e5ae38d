import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("crm", "0002_cart_url"),
    ]

    operations = [
        migrations.AddField(
            model_name="order",
            name="delivered_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name="DiscountCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=64)),
                ("percent", models.PositiveSmallIntegerField()),
                ("source", models.CharField(max_length=120)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("free", "free"),
                            ("reserved", "put aside"),
                            ("given", "given"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="free",
                        max_length=10,
                    ),
                ),
                ("run_id", models.UUIDField(null=True)),
                ("action_id", models.UUIDField(null=True)),
                ("expires_at", models.DateTimeField(blank=True, null=True)),
                ("loaded_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "discount code",
                "verbose_name_plural": "discount codes",
                "indexes": [models.Index(fields=["run_id"], name="code_by_run")],
                "constraints": [
                    models.UniqueConstraint(django.db.models.functions.text.Upper("code"), name="code_once"),
                    models.UniqueConstraint(fields=("action_id",), name="code_once_per_action"),
                ],
            },
        ),
    ]
