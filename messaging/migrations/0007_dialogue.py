"""Where conversations with the bot are, and why it answered what it answered."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import tenants.scoping
from tenants import tenancy


class Migration(migrations.Migration):
    dependencies = [
        ("messaging", "0006_stay_texts"),
        ("tenants", "0007_merged_guests"),
    ]

    operations = [
        migrations.CreateModel(
            name="BotTurn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "answers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        default=list,
                        size=None,
                        verbose_name="mensajes contestados",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="momento")),
                ("heard", models.TextField(verbose_name="lo que se leyó")),
                ("intent", models.CharField(max_length=20, verbose_name="intención")),
                ("rule", models.CharField(max_length=60, verbose_name="regla")),
                ("understanding", models.JSONField(default=dict, verbose_name="lo que se entendió")),
                ("facts", models.JSONField(default=dict, verbose_name="datos usados")),
                ("does", models.JSONField(default=list, verbose_name="lo que hizo")),
                ("state", models.JSONField(default=dict, verbose_name="estado después")),
                ("version", models.CharField(max_length=20, verbose_name="versión")),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="creado"
                    ),
                ),
                (
                    "conversation",
                    tenants.scoping.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="messaging.conversation",
                        verbose_name="conversación",
                    ),
                ),
                (
                    "message",
                    tenants.scoping.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="messaging.message",
                        verbose_name="mensaje",
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
                "verbose_name": "porqué de una respuesta",
                "verbose_name_plural": "porqués de respuestas",
                "indexes": [
                    models.Index(fields=["tenant", "conversation", "-id"], name="bot_turn_newest"),
                    models.Index(fields=["tenant", "message"], name="bot_turn_of_message"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Talk",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.JSONField(default=dict, verbose_name="estado")),
                (
                    "answers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        default=list,
                        size=None,
                        verbose_name="mensajes contestados",
                    ),
                ),
                ("before", models.JSONField(default=dict, verbose_name="estado antes")),
                ("has_acted", models.BooleanField(default=False, verbose_name="hizo algo")),
                ("changed_at", models.DateTimeField(verbose_name="cambiado")),
                (
                    "conversation",
                    tenants.scoping.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="messaging.conversation",
                        verbose_name="conversación",
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
                "verbose_name": "estado del bot",
                "verbose_name_plural": "estados del bot",
                "constraints": [models.UniqueConstraint(fields=("tenant", "conversation"), name="talk_once")],
            },
        ),
        tenancy.TenantTable("botturn"),
        tenancy.TenantTable("talk"),
    ]
