"""Who a guest is: merges of two, claims to a booking, and what each agreed to; and threads of a guest with two telephones."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import tenants.scoping
from tenants import tenancy


class Migration(migrations.Migration):
    dependencies = [
        ("bookings", "0002_nights"),
        ("messaging", "0004_connection"),
        ("tenants", "0007_merged_guests"),
    ]

    operations = [
        migrations.CreateModel(
            name="GuestMerge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "propuesta"),
                            ("merged", "unidos"),
                            ("undone", "separados"),
                            ("refused", "no son la misma persona"),
                        ],
                        default="proposed",
                        max_length=8,
                        verbose_name="estado",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[("staff", "alguien del equipo"), ("code", "dijo el código de una reserva")],
                        max_length=5,
                        verbose_name="origen",
                    ),
                ),
                (
                    "moved",
                    models.JSONField(
                        blank=True, default=dict, editable=False, verbose_name="lo que pasó de uno a otro"
                    ),
                ),
                (
                    "filled",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="datos completados",
                    ),
                ),
                ("decided_at", models.DateTimeField(editable=False, null=True, verbose_name="decidida")),
                (
                    "decided_by",
                    models.CharField(
                        blank=True, default="", editable=False, max_length=80, verbose_name="decidida por"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="desde"
                    ),
                ),
                (
                    "absorbed",
                    tenants.scoping.TenantForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenants.guest",
                        verbose_name="se une",
                    ),
                ),
                (
                    "kept",
                    tenants.scoping.TenantForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenants.guest",
                        verbose_name="queda",
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
                "verbose_name": "unión de huéspedes",
                "verbose_name_plural": "uniones de huéspedes",
            },
        ),
        migrations.CreateModel(
            name="CodeClaim",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token", models.CharField(blank=True, default="", editable=False, max_length=43)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("nobodys", "no hay tal reserva"),
                            ("asked", "se preguntó"),
                            ("repeated", "ya se había preguntado"),
                            ("to_staff", "a cargo del equipo"),
                            ("agreed", "dijo que sí"),
                            ("denied", "dijo que no"),
                            ("expired", "venció"),
                        ],
                        max_length=8,
                        verbose_name="estado",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="momento")),
                ("expires_at", models.DateTimeField(null=True, verbose_name="vale hasta")),
                ("answered_at", models.DateTimeField(null=True, verbose_name="contestada")),
                (
                    "asked",
                    tenants.scoping.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="messaging.conversation",
                        verbose_name="se preguntó en",
                    ),
                ),
                (
                    "booking",
                    tenants.scoping.TenantForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="bookings.booking",
                        verbose_name="reserva",
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
                    "merge",
                    tenants.scoping.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="messaging.guestmerge",
                        verbose_name="unión",
                    ),
                ),
            ],
            options={
                "verbose_name": "código de reserva nombrado",
                "verbose_name_plural": "códigos de reserva nombrados",
            },
        ),
        migrations.CreateModel(
            name="GuestConsent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("marketing", "ofertas y novedades"),
                            ("reviews", "pedidos de opinión"),
                            ("tips", "sugerencias para la estadía"),
                        ],
                        max_length=10,
                        verbose_name="para qué",
                    ),
                ),
                ("is_in", models.BooleanField(verbose_name="acepta")),
                ("at", models.DateTimeField(verbose_name="momento")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("keyword", "lo escribió el huésped"),
                            ("staff", "alguien del equipo"),
                            ("api", "un programa"),
                        ],
                        max_length=8,
                        verbose_name="origen",
                    ),
                ),
                ("actor", models.CharField(blank=True, max_length=80, verbose_name="quién")),
                (
                    "guest",
                    tenants.scoping.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="consents",
                        to="tenants.guest",
                        verbose_name="huésped",
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
                "verbose_name": "permiso de un huésped",
                "verbose_name_plural": "permisos de huéspedes",
            },
        ),
        migrations.RemoveConstraint(
            model_name="conversation",
            name="conversation_once",
        ),
        migrations.AddField(
            model_name="conversation",
            name="came_from",
            field=tenants.scoping.TenantForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="tenants.guest",
                verbose_name="empezó con",
            ),
        ),
        migrations.AddConstraint(
            model_name="conversation",
            constraint=models.UniqueConstraint(
                fields=("tenant", "number", "guest", "came_from"), name="conversation_once", nulls_distinct=False
            ),
        ),
        migrations.AddIndex(
            model_name="guestconsent",
            index=models.Index(fields=["tenant", "guest", "purpose", "-at", "-id"], name="guest_consent_newest"),
        ),
        migrations.AddConstraint(
            model_name="guestconsent",
            constraint=models.CheckConstraint(
                condition=models.Q(("purpose__in", ["marketing", "reviews", "tips"])),
                name="guest_consent_purpose_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="guestmerge",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "merged")), fields=("tenant", "absorbed"), name="guest_merge_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="guestmerge",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "proposed")),
                fields=("tenant", "absorbed", "kept"),
                name="guest_merge_proposed_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="guestmerge",
            constraint=models.CheckConstraint(
                condition=models.Q(("absorbed", models.F("kept")), _negated=True), name="guest_merge_of_two"
            ),
        ),
        migrations.AddConstraint(
            model_name="guestmerge",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["proposed", "merged", "undone", "refused"])),
                name="guest_merge_state_known",
            ),
        ),
        migrations.AddIndex(
            model_name="codeclaim",
            index=models.Index(fields=["tenant", "conversation", "-at"], name="code_claim_newest"),
        ),
        migrations.AddConstraint(
            model_name="codeclaim",
            constraint=models.UniqueConstraint(
                condition=models.Q(("token", ""), _negated=True),
                fields=("tenant", "token"),
                name="code_claim_token_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="codeclaim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["nobodys", "asked", "repeated", "to_staff", "agreed", "denied", "expired"])
                ),
                name="code_claim_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="codeclaim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "asked"), _negated=True),
                    models.Q(
                        ("asked__isnull", False), ("booking__isnull", False), models.Q(("token", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="code_claim_asks_somebody",
            ),
        ),
        tenancy.TenantReference("conversation", "came_from"),
        *(tenancy.TenantTable(table) for table in ("guestmerge", "codeclaim", "guestconsent")),
        tenancy.Audited("guestmerge"),
    ]
