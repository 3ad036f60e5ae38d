"""The sectors as people know them; readings that are stored move with their sensor."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SECTORS = [
    ("acquisition", "Acquisition"),
    ("conversion", "Conversion"),
    ("retention", "Retention"),
    ("reputation", "Reputation"),
    ("content", "Content and search"),
    ("ads", "Advertising"),
    ("operations", "Operations and suppliers"),
    ("support", "Support"),
    ("voice", "Voice"),
    ("cost", "Costs"),
]
MOVED = {
    "acquisition": ("klaviyo-sensor", "lead-scoring-sensor", "lead-velocity-sensor"),
    "conversion": ("ga4-sensor",),
    "content": (
        "apify-trends-sensor",
        "content-performance-sensor",
        "google-trends-sensor",
        "gsc-sensor",
        "product-seo-sensor",
    ),
    "operations": ("supplier-health-sensor",),
    "reputation": ("email-health-sensor",),
    "support": ("whatsapp-status-sensor",),
}


def move(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    readings = apps.get_model("sensors", "Reading").objects
    for sector, sensors in MOVED.items():
        readings.filter(sensor__in=sensors).update(sector=sector)


class Migration(migrations.Migration):
    dependencies = (("sensors", "0001_readings_and_goals"),)

    operations = (
        migrations.AlterField("goal", "sector", models.CharField(choices=SECTORS, max_length=16)),
        migrations.AlterField("reading", "sector", models.CharField(choices=SECTORS, max_length=16)),
        migrations.RunPython(move, migrations.RunPython.noop),
    )
