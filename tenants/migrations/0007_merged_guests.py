"""A guest may turn out to be the same person as another."""

from django.db import migrations, models

import tenants.scoping
from tenants import tenancy


class Migration(migrations.Migration):
    dependencies = [("tenants", "0006_notices")]

    operations = [
        migrations.AddField(
            model_name="guest",
            name="merged_into",
            field=tenants.scoping.TenantForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                editable=False,
                null=True,
                on_delete=models.deletion.PROTECT,
                related_name="+",
                to="tenants.guest",
                verbose_name="unido a",
            ),
        ),
        migrations.AddConstraint(
            model_name="guest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("merged_into", None), models.Q(("merged_into", models.F("id")), _negated=True), _connector="OR"
                ),
                name="guest_not_merged_into_itself",
            ),
        ),
        migrations.AddIndex(
            model_name="guest",
            index=models.Index(
                condition=models.Q(("merged_into__isnull", False)),
                fields=["tenant", "merged_into"],
                name="guest_merged",
            ),
        ),
        tenancy.TenantReference("guest", "merged_into"),
    ]
