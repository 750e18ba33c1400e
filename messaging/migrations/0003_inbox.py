"""People beside the bot: who has a conversation, what is read, notes, replies for later, and finding what was said."""

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

import messaging.models.conversation
import tenants.scoping
from messaging import search
from tenants import tenancy

TABLES = ("conversationevent", "conversationnote", "conversationmark", "cannedreply", "scheduledreply")


class Migration(migrations.Migration):
    dependencies = [
        ("messaging", "0002_walls"),
        ("tenants", "0005_webhooks"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CannedReply",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "shortcut",
                    models.CharField(
                        max_length=30,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9_-]+$", "Letras minúsculas, números y guiones, sin espacios."
                            )
                        ],
                        verbose_name="atajo",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        choices=[("es", "español"), ("pt", "portugués"), ("en", "inglés")],
                        max_length=2,
                        verbose_name="idioma",
                    ),
                ),
                ("text", models.TextField(max_length=4000, verbose_name="texto")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="cambiada")),
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
                "verbose_name": "respuesta rápida",
                "verbose_name_plural": "respuestas rápidas",
            },
        ),
        migrations.CreateModel(
            name="ConversationEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40, verbose_name="hecho")),
                ("at", models.DateTimeField(verbose_name="momento")),
                ("actor", models.CharField(max_length=80, verbose_name="quién")),
                ("data", models.JSONField(default=dict, verbose_name="detalle")),
                (
                    "conversation",
                    tenants.scoping.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
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
                "verbose_name": "hecho de una conversación",
                "verbose_name_plural": "hechos de conversaciones",
            },
        ),
        migrations.CreateModel(
            name="ConversationMark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(verbose_name="momento")),
                (
                    "conversation",
                    tenants.scoping.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="marks",
                        to="messaging.conversation",
                        verbose_name="conversación",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="persona",
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
                "verbose_name": "marca de no leído",
                "verbose_name_plural": "marcas de no leído",
            },
        ),
        migrations.CreateModel(
            name="ConversationNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(max_length=4000, verbose_name="nota")),
                ("author", models.CharField(max_length=80, verbose_name="quién")),
                ("at", models.DateTimeField(verbose_name="momento")),
                (
                    "conversation",
                    tenants.scoping.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
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
                "verbose_name": "nota interna",
                "verbose_name_plural": "notas internas",
            },
        ),
        migrations.CreateModel(
            name="ScheduledReply",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(max_length=4096, verbose_name="texto")),
                ("fallback", models.JSONField(editable=False, null=True)),
                ("due_at", models.DateTimeField(verbose_name="para")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "programado"),
                            ("written", "enviado"),
                            ("cancelled", "cancelado"),
                            ("refused", "no se pudo enviar"),
                        ],
                        default="waiting",
                        max_length=9,
                        verbose_name="estado",
                    ),
                ),
                ("why", models.CharField(blank=True, default="", max_length=80, verbose_name="motivo")),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="creado"
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="escrito por",
                    ),
                ),
                (
                    "conversation",
                    tenants.scoping.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="later",
                        to="messaging.conversation",
                        verbose_name="conversación",
                    ),
                ),
                (
                    "message",
                    tenants.scoping.TenantForeignKey(
                        db_constraint=False,
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
                "verbose_name": "mensaje programado",
                "verbose_name_plural": "mensajes programados",
            },
        ),
        migrations.AddField(
            model_name="answerrules",
            name="bot_words",
            field=models.TextField(blank=True, default="", max_length=1000, verbose_name="palabras que vuelven al bot"),
        ),
        migrations.AddField(
            model_name="answerrules",
            name="lease_minutes",
            field=models.PositiveIntegerField(
                default=120,
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(10080),
                ],
                verbose_name="el bot vuelve después de (min)",
            ),
        ),
        migrations.AddField(
            model_name="answerrules",
            name="person_words",
            field=models.TextField(
                blank=True, default="", max_length=1000, verbose_name="palabras que piden una persona"
            ),
        ),
        migrations.AddField(
            model_name="answerrules",
            name="release_minutes",
            field=models.PositiveIntegerField(
                default=45,
                validators=[django.core.validators.MaxValueValidator(10080)],
                verbose_name="dejar libre la conversación después de (min)",
            ),
        ),
        migrations.AddField(
            model_name="answerrules",
            name="remind_minutes",
            field=models.PositiveIntegerField(
                default=15,
                validators=[django.core.validators.MaxValueValidator(10080)],
                verbose_name="recordar a quien no contesta después de (min)",
            ),
        ),
        migrations.AddField(
            model_name="conversation",
            name="changed_at",
            field=models.DateTimeField(db_default=messaging.models.conversation.ClockNow(), editable=False),
        ),
        migrations.AddField(
            model_name="conversation",
            name="held_until",
            field=models.DateTimeField(blank=True, null=True, verbose_name="a cargo hasta"),
        ),
        migrations.AddField(
            model_name="conversation",
            name="is_unread",
            field=models.BooleanField(db_default=False, default=False, verbose_name="sin leer"),
        ),
        migrations.AddField(
            model_name="conversation",
            name="owner",
            field=models.CharField(
                choices=[("bot", "el bot"), ("staff", "una persona"), ("nobody", "nadie")],
                db_default="bot",
                default="bot",
                max_length=6,
                verbose_name="a cargo",
            ),
        ),
        migrations.AddField(
            model_name="conversation",
            name="person",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="persona a cargo",
            ),
        ),
        migrations.AddField(
            model_name="conversation",
            name="snoozed_until",
            field=models.DateTimeField(blank=True, null=True, verbose_name="pospuesta hasta"),
        ),
        migrations.AddField(
            model_name="conversation",
            name="version",
            field=models.PositiveIntegerField(db_default=0, default=0, editable=False),
        ),
        migrations.AddField(
            model_name="conversation",
            name="waiting_since",
            field=models.DateTimeField(blank=True, null=True, verbose_name="espera desde"),
        ),
        migrations.AddField(
            model_name="conversation",
            name="why",
            field=models.CharField(blank=True, db_default="", default="", max_length=40, verbose_name="desde qué"),
        ),
        migrations.AddField(
            model_name="message",
            name="author",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="escrito por",
            ),
        ),
        migrations.AddField(
            model_name="message",
            name="is_read",
            field=models.BooleanField(db_default=False, default=False, editable=False, verbose_name="leído"),
        ),
        migrations.AddIndex(
            model_name="conversation",
            index=models.Index(fields=["tenant", "-changed_at", "id"], name="conversation_changed"),
        ),
        migrations.AddIndex(
            model_name="conversation",
            index=models.Index(
                condition=models.Q(("is_unread", True)),
                fields=["tenant", "-last_message_at", "-id"],
                name="conversation_unread",
            ),
        ),
        migrations.AddIndex(
            model_name="conversation",
            index=models.Index(
                condition=models.Q(("waiting_since__isnull", False)),
                fields=["tenant", "-last_message_at", "-id"],
                name="conversation_waiting",
            ),
        ),
        migrations.AddIndex(
            model_name="conversation",
            index=models.Index(
                condition=models.Q(("owner", "nobody")),
                fields=["tenant", "-last_message_at", "-id"],
                name="conversation_unassigned",
            ),
        ),
        migrations.AddIndex(
            model_name="conversation",
            index=models.Index(
                condition=models.Q(("person__isnull", False)),
                fields=["tenant", "person", "-last_message_at", "-id"],
                name="conversation_of_person",
            ),
        ),
        migrations.AddIndex(
            model_name="conversation",
            index=models.Index(
                condition=models.Q(("snoozed_until__isnull", False)),
                fields=["tenant", "-last_message_at", "-id"],
                name="conversation_snoozed",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("direction", "in"), ("is_read", False)),
                fields=["tenant", "conversation"],
                name="message_unread",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("sender_type", "staff")),
                fields=["tenant", "conversation", "-sent_at", "-id"],
                name="message_of_staff",
            ),
        ),
        migrations.AddConstraint(
            model_name="answerrules",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("lease_minutes__gte", 1),
                    ("lease_minutes__lte", 10080),
                    ("remind_minutes__lte", 10080),
                    ("release_minutes__lte", 10080),
                ),
                name="answer_rules_give_back",
            ),
        ),
        migrations.AddConstraint(
            model_name="conversation",
            constraint=models.CheckConstraint(
                condition=models.Q(("owner__in", ["bot", "staff", "nobody"])), name="conversation_owner_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="conversation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("held_until__isnull", False), ("owner", "staff")),
                    models.Q(models.Q(("owner", "staff"), _negated=True), ("held_until", None), ("person", None)),
                    _connector="OR",
                ),
                name="conversation_lease_ends",
            ),
        ),
        migrations.AddConstraint(
            model_name="cannedreply",
            constraint=models.UniqueConstraint(fields=("tenant", "shortcut", "language"), name="canned_reply_once"),
        ),
        migrations.AddIndex(
            model_name="conversationevent",
            index=models.Index(fields=["tenant", "conversation", "-at", "-id"], name="conversation_event_newest"),
        ),
        migrations.AddIndex(
            model_name="conversationmark",
            index=models.Index(fields=["tenant", "conversation"], name="conversation_mark_of"),
        ),
        migrations.AddConstraint(
            model_name="conversationmark",
            constraint=models.UniqueConstraint(
                fields=("tenant", "person", "conversation"), name="conversation_mark_once"
            ),
        ),
        migrations.AddIndex(
            model_name="conversationnote",
            index=models.Index(fields=["tenant", "conversation", "-at", "-id"], name="conversation_note_newest"),
        ),
        migrations.AddIndex(
            model_name="scheduledreply",
            index=models.Index(fields=["tenant", "conversation", "due_at"], name="scheduled_reply_of"),
        ),
        migrations.AddConstraint(
            model_name="scheduledreply",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["waiting", "written", "cancelled", "refused"])),
                name="scheduled_reply_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="scheduledreply",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("message__isnull", False), ("state", "written")),
                    models.Q(models.Q(("state", "written"), _negated=True), ("message", None)),
                    _connector="OR",
                ),
                name="scheduled_reply_written_is_there",
            ),
        ),
        migrations.RunSQL(
            # Where the bot kept silent, a person was to look.
            [
                "UPDATE messaging_conversation SET owner = 'nobody', why = left(bot_stop_reason, 40),"
                " waiting_since = bot_stopped_at WHERE bot_stopped_at IS NOT NULL",
                # What came before there was anywhere to read it is not news.
                "UPDATE messaging_message SET is_read = true WHERE direction = 'in'",
            ],
            [
                "UPDATE messaging_conversation SET bot_stopped_at = coalesce(waiting_since, now()), bot_stop_reason = why"
                " WHERE owner = 'nobody'",
            ],
        ),
        migrations.RemoveField(
            model_name="conversation",
            name="bot_stop_reason",
        ),
        migrations.RemoveField(
            model_name="conversation",
            name="bot_stopped_at",
        ),
        *(tenancy.TenantTable(table) for table in TABLES),
        tenancy.Audited("cannedreply"),
        migrations.RunSQL(search.SEARCHED, search.NOT_SEARCHED),
    ]
