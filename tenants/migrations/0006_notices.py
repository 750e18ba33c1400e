"""How members are told that something needs a person, and what they were told."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

import tenants.models.notices
import tenants.scoping
from tenants import tenancy


class Migration(migrations.Migration):
    dependencies = [
        ("tenants", "0005_webhooks"),
    ]

    operations = [
        migrations.CreateModel(
            name="PushKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("private", models.TextField(editable=False, verbose_name="clave privada")),
                ("public", models.CharField(editable=False, max_length=100, verbose_name="clave pública")),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="creada"
                    ),
                ),
            ],
            options={
                "verbose_name": "clave de avisos al navegador",
                "verbose_name_plural": "claves de avisos al navegador",
            },
        ),
        migrations.AddField(
            model_name="stafftask",
            name="taken_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="tomada"),
        ),
        migrations.AddField(
            model_name="stafftask",
            name="unreached",
            field=models.CharField(
                blank=True,
                choices=[
                    (
                        "no_channels",
                        "No se pudo avisar a nadie: nadie del equipo tiene por dónde recibir avisos. Cárguelos en «Mis avisos».",
                    ),
                    (
                        "all_failed",
                        "No se pudo avisar a nadie: fallaron todos los envíos. Abajo dice por qué; avise usted a quien corresponda.",
                    ),
                    (
                        "all_quiet",
                        "No se pudo avisar a nadie: todos están en horas de silencio. Si no puede esperar, llame por teléfono.",
                    ),
                    (
                        "all_off_duty",
                        "No se pudo avisar a nadie: todos están fuera de turno o en silencio. Si no puede esperar, llame por teléfono.",
                    ),
                    (
                        "no_reaction",
                        "No se pudo avisar a nadie: los avisos salieron y nadie los abrió. Tome la tarea o llame a quien pueda.",
                    ),
                ],
                editable=False,
                max_length=12,
                verbose_name="avisos",
            ),
        ),
        migrations.CreateModel(
            name="NoticeChannel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("push", "navegador"), ("whatsapp", "WhatsApp"), ("email", "correo")],
                        max_length=10,
                        verbose_name="medio",
                    ),
                ),
                ("address", models.CharField(max_length=500, verbose_name="dirección")),
                (
                    "p256dh",
                    models.CharField(blank=True, editable=False, max_length=120, verbose_name="clave del navegador"),
                ),
                (
                    "auth",
                    models.CharField(blank=True, editable=False, max_length=60, verbose_name="secreto del navegador"),
                ),
                ("label", models.CharField(blank=True, editable=False, max_length=80, verbose_name="navegador")),
                (
                    "delay",
                    models.PositiveIntegerField(
                        default=0,
                        validators=[django.core.validators.MaxValueValidator(240)],
                        verbose_name="minutos de espera",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, editable=False, verbose_name="encendido")),
                ("is_gone", models.BooleanField(default=False, editable=False, verbose_name="ya no existe")),
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
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="persona",
                    ),
                ),
            ],
            options={
                "verbose_name": "medio de aviso",
                "verbose_name_plural": "medios de aviso",
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("step", models.PositiveSmallIntegerField(verbose_name="paso")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "en espera"),
                            ("sent", "enviado"),
                            ("delivered", "entregado"),
                            ("opened", "abierto"),
                            ("failed", "no salió"),
                            ("skipped", "no se envió"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="estado",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("no_channel", "no tiene por dónde recibir avisos"),
                            ("off_duty", "no está de turno"),
                            ("never_free", "sus horarios no dejan ningún momento"),
                            ("settled", "ya se ocupó alguien"),
                            ("channel_off", "el medio estaba apagado"),
                            ("left", "ya no trabaja aquí"),
                            ("bad_url", "la dirección no se puede usar"),
                            ("name_unknown", "el nombre de la dirección no existe"),
                            ("address_refused", "la dirección lleva a una red privada"),
                            ("connection_failed", "no se pudo conectar"),
                            ("tls_failed", "el certificado no es válido"),
                            ("timed_out", "no contestó a tiempo"),
                            ("redirect", "contestó con un desvío a otra dirección"),
                            ("status", "contestó con un error"),
                            ("gone", "el navegador ya no recibe avisos"),
                            ("interrupted", "el envío se interrumpió"),
                            ("key_unreadable", "no se pudo leer la clave de los avisos"),
                            ("bad_subscription", "los datos del navegador no sirven"),
                            ("mail_off", "no hay servidor de correo"),
                            ("mail_failed", "el servidor de correo no lo aceptó"),
                            ("no_number", "no hay un número de WhatsApp que pueda enviar"),
                            ("whatsapp_refused", "WhatsApp no lo aceptó"),
                        ],
                        max_length=20,
                        verbose_name="motivo",
                    ),
                ),
                ("code", models.IntegerField(null=True, verbose_name="código")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="intentos")),
                ("due_at", models.DateTimeField(verbose_name="para")),
                ("held_until", models.DateTimeField(editable=False, null=True)),
                ("sent_at", models.DateTimeField(null=True, verbose_name="enviado")),
                ("delivered_at", models.DateTimeField(null=True, verbose_name="entregado")),
                ("opened_at", models.DateTimeField(null=True, verbose_name="abierto")),
                ("token", models.CharField(default=tenants.models.notices.new_token, editable=False, max_length=40)),
                ("wamid", models.CharField(blank=True, editable=False, max_length=255)),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="creado"
                    ),
                ),
                (
                    "task",
                    tenants.scoping.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenants.stafftask",
                        verbose_name="tarea",
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
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="persona",
                    ),
                ),
                (
                    "channel",
                    tenants.scoping.TenantForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenants.noticechannel",
                        verbose_name="medio",
                    ),
                ),
            ],
            options={
                "verbose_name": "aviso al personal",
                "verbose_name_plural": "avisos al personal",
            },
        ),
        migrations.CreateModel(
            name="NoticeHours",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("quiet_from", models.TimeField(blank=True, null=True, verbose_name="silencio desde")),
                ("quiet_to", models.TimeField(blank=True, null=True, verbose_name="silencio hasta")),
                ("urgent_anyway", models.BooleanField(default=True, verbose_name="lo urgente, también en silencio")),
                (
                    "duty_days",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="días de turno",
                    ),
                ),
                ("duty_from", models.TimeField(blank=True, null=True, verbose_name="turno desde")),
                ("duty_to", models.TimeField(blank=True, null=True, verbose_name="turno hasta")),
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
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="persona",
                    ),
                ),
            ],
            options={
                "verbose_name": "horario de avisos",
                "verbose_name_plural": "horarios de avisos",
            },
        ),
        migrations.CreateModel(
            name="NoticeRules",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "urgent_minutes",
                    models.PositiveIntegerField(
                        default=10,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(1440),
                        ],
                        verbose_name="si es urgente, avisar a otros después de (min)",
                    ),
                ),
                (
                    "other_minutes",
                    models.PositiveIntegerField(
                        default=60,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(1440),
                        ],
                        verbose_name="si no es urgente, avisar a otros después de (min)",
                    ),
                ),
                (
                    "template",
                    models.CharField(
                        default="aviso_personal",
                        max_length=120,
                        verbose_name="plantilla de WhatsApp para avisar al equipo",
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
                "verbose_name": "reglas de avisos",
                "verbose_name_plural": "reglas de avisos",
            },
        ),
        migrations.AddConstraint(
            model_name="noticechannel",
            constraint=models.UniqueConstraint(
                fields=("tenant", "user", "kind", "address"), name="notice_channel_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="noticechannel",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["push", "whatsapp", "email"])), name="notice_channel_kind_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="noticechannel",
            constraint=models.CheckConstraint(condition=models.Q(("delay__lte", 240)), name="notice_channel_delay"),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(fields=["tenant", "user", "-id"], name="notice_newest"),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.UniqueConstraint(
                fields=("tenant", "task", "user", "channel", "step"), name="notice_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.UniqueConstraint(
                condition=models.Q(("channel", None)),
                fields=("tenant", "task", "user", "step", "reason"),
                name="notice_not_told_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.UniqueConstraint(fields=("tenant", "token"), name="notice_token_once"),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["waiting", "sent", "delivered", "opened", "failed", "skipped"])),
                name="notice_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["failed", "skipped"]), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="notice_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="noticehours",
            constraint=models.UniqueConstraint(fields=("tenant", "user"), name="notice_hours_once"),
        ),
        migrations.AddConstraint(
            model_name="noticehours",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("quiet_from", None), ("quiet_to", None)),
                    models.Q(("quiet_from__isnull", False), ("quiet_to__isnull", False)),
                    _connector="OR",
                ),
                name="notice_quiet_from_and_to",
            ),
        ),
        migrations.AddConstraint(
            model_name="noticehours",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("duty_from", None), ("duty_to", None)),
                    models.Q(("duty_from__isnull", False), ("duty_to__isnull", False)),
                    _connector="OR",
                ),
                name="notice_duty_from_and_to",
            ),
        ),
        migrations.AddConstraint(
            model_name="noticerules",
            constraint=models.UniqueConstraint(fields=("tenant",), name="notice_rules_once"),
        ),
        migrations.AddConstraint(
            model_name="noticerules",
            constraint=models.CheckConstraint(
                condition=models.Q(("other_minutes__gte", 1), ("urgent_minutes__gte", 1)),
                name="notice_rules_wait_a_little",
            ),
        ),
        tenancy.TenantTable("noticerules"),
        tenancy.TenantTable("noticehours"),
        tenancy.TenantTable("noticechannel"),
        tenancy.TenantTable("notice"),
        tenancy.Audited("noticerules"),
        tenancy.Audited("noticehours"),
        # Where people are reached in their own time is theirs to know.
        tenancy.Audited("noticechannel", private=["address", "p256dh", "auth"]),
        tenancy.Audited("pushkey", private=["private"]),
    ]
