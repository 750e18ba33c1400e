"""Answers that are kept for those who ask again."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import tenants.scoping
from tenants import tenancy


class Migration(migrations.Migration):
    dependencies = [
        ("tenants", "0003_access"),
    ]

    operations = [
        migrations.CreateModel(
            name="StoredAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=255, verbose_name="Idempotency-Key")),
                ("request_hash", models.CharField(max_length=64)),
                ("status", models.PositiveSmallIntegerField(verbose_name="estado")),
                ("body", models.BinaryField()),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="desde"
                    ),
                ),
                (
                    "tenant",
                    models.ForeignKey(
                        db_index=False,
                        default=tenants.scoping.current_tenant_id,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenants.tenant",
                    ),
                ),
            ],
            options={
                "verbose_name": "respuesta guardada",
                "verbose_name_plural": "respuestas guardadas",
                "indexes": [models.Index(fields=["tenant", "created_at"], name="stored_answer_oldest")],
                "constraints": [models.UniqueConstraint(fields=("tenant", "key"), name="stored_answer_once")],
            },
        ),
        tenancy.TenantTable("storedanswer"),
    ]
