"""How a number is connected and how it does, step by step; and the app that signs for it."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import tenants.scoping
from tenants import tenancy

STEPS = [
    ("app", "la app y su dirección"),
    ("token", "el token de acceso"),
    ("number", "el número"),
    ("account", "la suscripción de la cuenta"),
    ("webhook", "el primer aviso"),
    ("payment", "el medio de pago"),
    ("send", "un envío de prueba"),
]
STATES = [("good", "bien"), ("wrong", "mal"), ("not_yet", "todavía no"), ("unknown", "no se sabe")]
REASONS = [
    ("unknown_number", "el número no es de ningún alojamiento"),
    ("unreadable", "no se entiende"),
    ("foreign_app", "lo firmó una app que no es la del número"),
]


class Migration(migrations.Migration):
    dependencies = [("messaging", "0003_inbox"), ("tenants", "0005_webhooks")]

    operations = [
        migrations.CreateModel(
            name="ConnectionStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("step", models.CharField(choices=STEPS, max_length=10, verbose_name="paso")),
                (
                    "state",
                    models.CharField(
                        choices=STATES, db_default="not_yet", default="not_yet", max_length=10, verbose_name="estado"
                    ),
                ),
                (
                    "cause",
                    models.CharField(blank=True, db_default="", default="", max_length=30, verbose_name="motivo"),
                ),
                ("facts", models.JSONField(blank=True, default=dict, verbose_name="lo que se encontró")),
                ("asked_at", models.DateTimeField(blank=True, null=True, verbose_name="pedido")),
                ("tried_at", models.DateTimeField(blank=True, null=True, verbose_name="probado")),
                (
                    "number",
                    tenants.scoping.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="messaging.whatsappnumber",
                        verbose_name="número",
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
                "verbose_name": "paso de conexión",
                "verbose_name_plural": "pasos de conexión",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "number", "step"), name="connection_step_once"),
                    models.CheckConstraint(
                        condition=models.Q(("step__in", [name for name, _ in STEPS])), name="connection_step_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", [name for name, _ in STATES])), name="connection_state_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NumberHealth",
            fields=[
                ("number_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("tenant_id", models.BigIntegerField()),
                ("state", models.CharField(max_length=10)),
                (
                    "causes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10), default=list, size=None
                    ),
                ),
                ("silent_hours", models.PositiveSmallIntegerField(null=True)),
                ("looked_at", models.DateTimeField()),
            ],
            options={"verbose_name": "salud de un número", "verbose_name_plural": "salud de los números"},
        ),
        migrations.RemoveField(model_name="whatsappnumber", name="checked"),
        migrations.RemoveField(model_name="whatsappnumber", name="checked_at"),
        migrations.AddField(
            model_name="whatsappnumber",
            name="app_key",
            field=models.CharField(
                blank=True, db_default="", default="", editable=False, max_length=50, verbose_name="app de Meta"
            ),
        ),
        migrations.RemoveConstraint(model_name="quarantined", name="quarantine_reason_known"),
        migrations.AlterField(
            model_name="quarantined",
            name="reason",
            field=models.CharField(choices=REASONS, max_length=20, verbose_name="motivo"),
        ),
        migrations.AddConstraint(
            model_name="quarantined",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason__in", [name for name, _ in REASONS])), name="quarantine_reason_known"
            ),
        ),
        tenancy.TenantTable("connectionstep"),
    ]
