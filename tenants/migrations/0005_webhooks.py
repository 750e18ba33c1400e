"""Outgoing webhooks: where a business wants to be told, and what was told."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import tenants.scoping
from tenants import tenancy


class Migration(migrations.Migration):
    dependencies = [
        ("tenants", "0004_answers"),
    ]

    operations = [
        migrations.CreateModel(
            name="WebhookEndpoint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("url", models.CharField(max_length=500, verbose_name="dirección")),
                (
                    "events",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), size=None, verbose_name="eventos"
                    ),
                ),
                ("secret", models.TextField(editable=False, verbose_name="secreto")),
                ("old_secret", models.TextField(blank=True, editable=False, verbose_name="secreto anterior")),
                (
                    "old_secret_until",
                    models.DateTimeField(editable=False, null=True, verbose_name="el secreto anterior firma hasta"),
                ),
                ("is_active", models.BooleanField(default=True, editable=False, verbose_name="encendido")),
                (
                    "off_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("by_hand", "alguien lo apagó"),
                            ("failures", "fallaron demasiados envíos seguidos"),
                            ("gone", "la dirección contestó que ya no existe (410)"),
                        ],
                        editable=False,
                        max_length=10,
                        verbose_name="por qué se apagó",
                    ),
                ),
                ("off_at", models.DateTimeField(editable=False, null=True, verbose_name="apagado")),
                (
                    "deaths",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="envíos perdidos seguidos"),
                ),
                ("quiet_until", models.DateTimeField(editable=False, null=True)),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="creado"
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
                "verbose_name": "webhook",
                "verbose_name_plural": "webhooks",
            },
        ),
        migrations.CreateModel(
            name="WebhookDelivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("event", models.CharField(max_length=40, verbose_name="evento")),
                ("key", models.CharField(max_length=200, verbose_name="clave")),
                ("payload", models.JSONField(verbose_name="contenido")),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "en espera"), ("delivered", "entregado"), ("dead", "sin entregar")],
                        default="waiting",
                        max_length=10,
                        verbose_name="estado",
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="intentos")),
                ("gives_up_after", models.PositiveSmallIntegerField(default=5, editable=False)),
                ("next_at", models.DateTimeField(verbose_name="próximo intento")),
                ("held_until", models.DateTimeField(editable=False, null=True)),
                ("status_code", models.PositiveSmallIntegerField(null=True, verbose_name="última respuesta")),
                (
                    "error",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("bad_url", "la dirección no se puede usar"),
                            ("name_unknown", "el nombre de la dirección no existe"),
                            ("address_refused", "la dirección lleva a una red privada"),
                            ("connection_failed", "no se pudo conectar"),
                            ("tls_failed", "el certificado no es válido"),
                            ("timed_out", "no contestó a tiempo"),
                            ("redirect", "contestó con un desvío a otra dirección"),
                            ("status", "contestó con un error"),
                            ("gone", "contestó que ya no existe (410)"),
                            ("interrupted", "el envío se interrumpió"),
                            ("switched_off", "el webhook estaba apagado"),
                            ("secret_unreadable", "no se pudo leer el secreto"),
                        ],
                        max_length=20,
                        verbose_name="último error",
                    ),
                ),
                ("delivered_at", models.DateTimeField(null=True, verbose_name="entregado")),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="creado"
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
                (
                    "endpoint",
                    tenants.scoping.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenants.webhookendpoint",
                        verbose_name="webhook",
                    ),
                ),
            ],
            options={
                "verbose_name": "envío de webhook",
                "verbose_name_plural": "envíos de webhooks",
            },
        ),
        migrations.AddConstraint(
            model_name="webhookendpoint",
            constraint=models.CheckConstraint(
                condition=models.Q(("events__len__gt", 0)), name="webhook_wants_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="webhookendpoint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("is_active", True), ("off_at", None), ("off_reason", "")),
                    models.Q(
                        ("is_active", False),
                        ("off_at__isnull", False),
                        ("off_reason__in", ["by_hand", "failures", "gone"]),
                    ),
                    _connector="OR",
                ),
                name="webhook_off_says_why",
            ),
        ),
        migrations.AddIndex(
            model_name="webhookdelivery",
            index=models.Index(fields=["tenant", "endpoint", "-id"], name="webhook_delivery_newest"),
        ),
        migrations.AddIndex(
            model_name="webhookdelivery",
            index=models.Index(fields=["tenant", "state", "-id"], name="webhook_delivery_state"),
        ),
        migrations.AddIndex(
            model_name="webhookdelivery",
            index=models.Index(fields=["tenant", "created_at"], name="webhook_delivery_oldest"),
        ),
        migrations.AddConstraint(
            model_name="webhookdelivery",
            constraint=models.UniqueConstraint(fields=("tenant", "endpoint", "event", "key"), name="webhook_told_once"),
        ),
        migrations.AddConstraint(
            model_name="webhookdelivery",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["waiting", "delivered", "dead"])), name="webhook_delivery_state_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="webhookdelivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("delivered_at__isnull", False), ("state", "delivered")),
                    models.Q(models.Q(("state", "delivered"), _negated=True), ("delivered_at", None)),
                    _connector="OR",
                ),
                name="webhook_delivered_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="webhookdelivery",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "waiting"), ("held_until", None), _connector="OR"),
                name="webhook_held_while_waiting",
            ),
        ),
        tenancy.TenantTable("webhookendpoint"),
        tenancy.TenantTable("webhookdelivery"),
        # The address may carry a secret too, as those of many services do. How deliveries go is no change of the row.
        tenancy.Audited("webhookendpoint", private=["url", "secret", "old_secret"], ignored=["deaths", "quiet_until"]),
    ]
