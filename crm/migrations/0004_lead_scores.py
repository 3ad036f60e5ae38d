import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("crm", "0003_codes_and_deliveries"),
    ]

    operations = [
        migrations.CreateModel(
            name="LeadScore",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("score", models.PositiveSmallIntegerField()),
                (
                    "tier",
                    models.CharField(choices=[("hot", "hot"), ("warm", "warm"), ("cold", "cold")], max_length=4),
                ),
                ("points", models.JSONField(default=list)),
                ("at", models.DateTimeField()),
                ("looked_at", models.DateTimeField()),
                (
                    "contact",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, to="crm.contact"),
                ),
            ],
            options={
                "verbose_name": "lead score",
                "verbose_name_plural": "lead scores",
                "indexes": [
                    models.Index(fields=["contact", "-at"], name="score_of_contact"),
                    models.Index(fields=["at"], name="score_by_time"),
                ],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("score__lte", 100)), name="score_is_0_to_100"),
                ],
            },
        ),
    ]
