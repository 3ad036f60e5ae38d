import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Contact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(max_length=32)),
                ("external_id", models.CharField(max_length=200)),
                ("email", models.CharField(blank=True, default="", max_length=254)),
                ("email_key", models.CharField(blank=True, default="", max_length=254)),
                ("phone", models.CharField(blank=True, default="", max_length=40)),
                ("first_name", models.CharField(blank=True, default="", max_length=80)),
                ("last_name", models.CharField(blank=True, default="", max_length=80)),
                ("country", models.CharField(blank=True, default="", max_length=2)),
                ("language", models.CharField(blank=True, default="", max_length=8)),
                ("timezone", models.CharField(blank=True, default="", max_length=64)),
                (
                    "email_consent",
                    models.CharField(
                        choices=[("unknown", "unknown"), ("opted_in", "opted in"), ("opted_out", "opted out")],
                        default="unknown",
                        max_length=10,
                    ),
                ),
                ("consent_at", models.DateTimeField(blank=True, null=True)),
                (
                    "tags",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=64), blank=True, default=list, size=None
                    ),
                ),
                ("is_synthetic", models.BooleanField(default=False)),
                ("details_at", models.DateTimeField()),
                ("happened_at", models.DateTimeField()),
                ("known_at", models.DateTimeField()),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "contact",
                "verbose_name_plural": "contacts",
                "indexes": [models.Index(fields=["email_key"], name="contact_by_address")],
                "constraints": [
                    models.UniqueConstraint(fields=("source", "external_id"), name="contact_once_per_source")
                ],
            },
        ),
        migrations.CreateModel(
            name="Order",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(max_length=32)),
                ("number", models.CharField(max_length=80)),
                ("kind", models.CharField(choices=[("sale", "sale"), ("return", "return")], max_length=6)),
                ("total_cents", models.BigIntegerField()),
                ("currency", models.CharField(max_length=3)),
                ("happened_at", models.DateTimeField()),
                ("known_at", models.DateTimeField()),
                ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "contact",
                    models.ForeignKey(
                        db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, to="crm.contact"
                    ),
                ),
            ],
            options={
                "verbose_name": "order",
                "verbose_name_plural": "orders",
            },
        ),
        migrations.CreateModel(
            name="OrderLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.IntegerField()),
                ("sku", models.CharField(max_length=80)),
                ("title", models.CharField(blank=True, default="", max_length=250)),
                ("quantity", models.IntegerField()),
                ("unit_price_cents", models.BigIntegerField()),
                (
                    "order",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="crm.order",
                    ),
                ),
            ],
            options={
                "verbose_name": "order line",
                "verbose_name_plural": "order lines",
            },
        ),
        migrations.CreateModel(
            name="Product",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sku", models.CharField(max_length=80)),
                ("title", models.CharField(max_length=250)),
                ("price_cents", models.BigIntegerField()),
                ("currency", models.CharField(max_length=3)),
                ("source", models.CharField(max_length=32)),
                ("details_at", models.DateTimeField()),
                ("happened_at", models.DateTimeField()),
                ("known_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "product",
                "verbose_name_plural": "products",
                "constraints": [models.UniqueConstraint(fields=("sku",), name="product_once_per_sku")],
            },
        ),
        migrations.CreateModel(
            name="Source",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.CharField(max_length=32)),
                ("shift_days", models.IntegerField(default=0)),
                ("first_imported_at", models.DateTimeField()),
                ("last_imported_at", models.DateTimeField(blank=True, null=True)),
                ("last_happened_at", models.DateTimeField(blank=True, null=True)),
                ("rows", models.BigIntegerField(default=0)),
            ],
            options={
                "verbose_name": "source",
                "verbose_name_plural": "sources",
                "constraints": [models.UniqueConstraint(fields=("slug",), name="source_once")],
            },
        ),
        migrations.CreateModel(
            name="Suppression",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "channel",
                    models.CharField(
                        choices=[("email", "e-mail"), ("sms", "SMS"), ("whatsapp", "WhatsApp"), ("call", "call")],
                        max_length=10,
                    ),
                ),
                ("address_key", models.CharField(max_length=254)),
                ("reason", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "suppressed address",
                "verbose_name_plural": "suppressed addresses",
                "constraints": [models.UniqueConstraint(fields=("channel", "address_key"), name="suppressed_once")],
            },
        ),
        migrations.CreateModel(
            name="ConsentEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "channel",
                    models.CharField(
                        choices=[("email", "e-mail"), ("sms", "SMS"), ("whatsapp", "WhatsApp"), ("call", "call")],
                        max_length=10,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("unknown", "unknown"), ("opted_in", "opted in"), ("opted_out", "opted out")],
                        max_length=10,
                    ),
                ),
                ("source", models.CharField(max_length=40)),
                ("happened_at", models.DateTimeField()),
                ("known_at", models.DateTimeField()),
                (
                    "contact",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, to="crm.contact"),
                ),
            ],
            options={
                "verbose_name": "consent event",
                "verbose_name_plural": "consent events",
                "indexes": [models.Index(fields=["contact", "channel", "happened_at"], name="consent_of_contact")],
            },
        ),
        migrations.CreateModel(
            name="Cart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token", models.CharField(max_length=80)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("bought", "bought"), ("gone", "gone")], default="open", max_length=6
                    ),
                ),
                ("lines", models.JSONField(default=list)),
                ("total_cents", models.BigIntegerField(default=0)),
                ("currency", models.CharField(max_length=3)),
                ("updated_at", models.DateTimeField()),
                (
                    "contact",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, to="crm.contact"),
                ),
            ],
            options={
                "verbose_name": "cart",
                "verbose_name_plural": "carts",
                "constraints": [models.UniqueConstraint(fields=("token",), name="cart_once_per_token")],
            },
        ),
        migrations.CreateModel(
            name="Activity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40)),
                ("key", models.CharField(max_length=200)),
                ("data", models.JSONField(default=dict)),
                ("happened_at", models.DateTimeField()),
                ("known_at", models.DateTimeField()),
                (
                    "contact",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, to="crm.contact"),
                ),
            ],
            options={
                "verbose_name": "activity",
                "verbose_name_plural": "activities",
                "indexes": [models.Index(fields=["contact", "kind", "happened_at"], name="activity_of_contact")],
                "constraints": [models.UniqueConstraint(fields=("key",), name="activity_once_per_key")],
            },
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(fields=["contact", "happened_at"], name="order_by_contact"),
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(fields=["happened_at"], name="order_by_time"),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.UniqueConstraint(fields=("source", "number"), name="order_once_per_source"),
        ),
        migrations.AddConstraint(
            model_name="orderline",
            constraint=models.UniqueConstraint(fields=("order", "position"), name="line_once_per_position"),
        ),
    ]
