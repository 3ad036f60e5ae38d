"""A goal's owner; of a goal that is there already, whoever set it."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def who_set_it(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("sensors", "Goal").objects.update(owner_id=models.F("by_user_id"))


class Migration(migrations.Migration):
    dependencies = [
        ("sensors", "0003_silences"),
    ]

    operations = [
        migrations.AddField(model_name="goal", name="owner_id", field=models.BigIntegerField(null=True)),
        migrations.RunPython(who_set_it, migrations.RunPython.noop),
    ]
