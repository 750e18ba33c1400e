"""What a business lets the bot say in words of its own, how far it goes, and what was wrong about its answers."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import tenants.scoping
from tenants import tenancy


class Migration(migrations.Migration):
    dependencies = [
        ("messaging", "0007_dialogue"),
        ("tenants", "0007_merged_guests"),
    ]

    operations = [
        migrations.CreateModel(
            name="BotText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.SlugField(db_index=False, max_length=40, verbose_name="texto")),
                (
                    "language",
                    models.CharField(
                        choices=[("es", "español"), ("pt", "portugués"), ("en", "inglés")],
                        max_length=2,
                        verbose_name="idioma",
                    ),
                ),
                ("text", models.TextField(max_length=2000, verbose_name="palabras")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="cambiado")),
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="bot_text_says_something"
                    ),
                    models.UniqueConstraint(fields=("tenant", "key", "language"), name="bot_text_once"),
                ],
                "verbose_name": "texto del bot",
                "verbose_name_plural": "textos del bot",
            },
        ),
        migrations.CreateModel(
            name="Draft",
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
                ("text", models.TextField(verbose_name="texto")),
                ("does", models.JSONField(default=list, verbose_name="lo que haría")),
                ("mark", models.CharField(max_length=64, verbose_name="huella")),
                ("at", models.DateTimeField(verbose_name="momento")),
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
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "conversation"), name="draft_once"),
                ],
                "verbose_name": "borrador del bot",
                "verbose_name_plural": "borradores del bot",
            },
        ),
        migrations.CreateModel(
            name="KnownAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("topic", models.SlugField(db_index=False, max_length=40, verbose_name="tema")),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        choices=[("es", "español"), ("pt", "portugués"), ("en", "inglés")],
                        max_length=2,
                        verbose_name="idioma",
                    ),
                ),
                ("text", models.TextField(max_length=2000, verbose_name="respuesta")),
                ("is_on", models.BooleanField(default=True, verbose_name="se usa")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="cambiado")),
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="known_answer_says_something"
                    ),
                    models.UniqueConstraint(fields=("tenant", "topic", "language"), name="known_answer_once"),
                ],
                "verbose_name": "respuesta sobre la casa",
                "verbose_name_plural": "respuestas sobre la casa",
            },
        ),
        migrations.CreateModel(
            name="NluCase",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(max_length=4096, verbose_name="lo que se leyó")),
                ("today", models.DateField(verbose_name="día")),
                ("understanding", models.JSONField(default=dict, verbose_name="lo que se entendió")),
                ("expected", models.JSONField(default=dict, verbose_name="lo correcto")),
                ("note", models.TextField(blank=True, max_length=1000, verbose_name="qué estuvo mal")),
                ("author", models.CharField(max_length=80, verbose_name="quién")),
                ("at", models.DateTimeField(verbose_name="momento")),
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
                    "turn",
                    tenants.scoping.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="messaging.botturn",
                        verbose_name="respuesta",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "turn"), name="nlu_case_once"),
                ],
                "indexes": [
                    models.Index(fields=["tenant", "-at", "-id"], name="nlu_case_newest"),
                ],
                "verbose_name": "respuesta equivocada",
                "verbose_name_plural": "respuestas equivocadas",
            },
        ),
        migrations.CreateModel(
            name="TopicMode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("topic", models.SlugField(db_index=False, max_length=40, verbose_name="tema")),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("auto", "contesta"),
                            ("draft", "propone y una persona envía"),
                            ("off", "calla y avisa al equipo"),
                        ],
                        default="draft",
                        max_length=5,
                        verbose_name="el bot",
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("mode__in", ["auto", "draft", "off"])), name="topic_mode_known"
                    ),
                    models.UniqueConstraint(fields=("tenant", "topic"), name="topic_mode_once"),
                ],
                "verbose_name": "tema del bot",
                "verbose_name_plural": "temas del bot",
            },
        ),
        migrations.AddField(
            model_name="answerrules",
            name="address",
            field=models.CharField(
                choices=[("vos", "vos"), ("tu", "tú")], default="vos", max_length=3, verbose_name="trato en español"
            ),
        ),
        migrations.AddField(
            model_name="answerrules",
            name="mode",
            field=models.CharField(
                choices=[
                    ("auto", "contesta"),
                    ("draft", "propone y una persona envía"),
                    ("off", "calla y avisa al equipo"),
                ],
                default="auto",
                max_length=5,
                verbose_name="cómo contesta",
            ),
        ),
        migrations.AddField(
            model_name="answerrules",
            name="nudge_hours",
            field=models.PositiveSmallIntegerField(
                default=4,
                validators=[django.core.validators.MaxValueValidator(22)],
                verbose_name="preguntar por un presupuesto después de (h)",
            ),
        ),
        migrations.AddField(
            model_name="answerrules",
            name="staff_from",
            field=models.TimeField(blank=True, null=True, verbose_name="el equipo atiende desde"),
        ),
        migrations.AddField(
            model_name="answerrules",
            name="staff_until",
            field=models.TimeField(blank=True, null=True, verbose_name="el equipo atiende hasta"),
        ),
        migrations.AddField(
            model_name="conversation",
            name="bot_mode",
            field=models.CharField(
                blank=True,
                choices=[
                    ("auto", "contesta"),
                    ("draft", "propone y una persona envía"),
                    ("off", "calla y avisa al equipo"),
                ],
                db_default="",
                default="",
                max_length=5,
                verbose_name="el bot aquí",
            ),
        ),
        migrations.AddConstraint(
            model_name="answerrules",
            constraint=models.CheckConstraint(
                condition=models.Q(("nudge_hours__lte", 22)), name="answer_rules_nudge_inside_window"
            ),
        ),
        migrations.AddConstraint(
            model_name="answerrules",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("staff_from", None), ("staff_until", None)),
                    models.Q(("staff_from__isnull", False), ("staff_until__isnull", False)),
                    _connector="OR",
                ),
                name="answer_rules_hours_both",
            ),
        ),
        tenancy.TenantTable("bottext"),
        tenancy.TenantTable("draft"),
        tenancy.TenantTable("knownanswer"),
        tenancy.TenantTable("nlucase"),
        tenancy.TenantTable("topicmode"),
        tenancy.Audited("bottext"),
        tenancy.Audited("knownanswer"),
        tenancy.Audited("topicmode"),
    ]
