"""What guests are told around their stays, in a business's own words."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import tenants.scoping
from tenants import tenancy

LANGUAGES = [("es", "español"), ("pt", "portugués"), ("en", "inglés")]
PURPOSES = [
    ("marketing", "ofertas y novedades"),
    ("reviews", "pedidos de opinión"),
    ("tips", "sugerencias para la estadía"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("messaging", "0005_identity"),
        ("tenants", "0007_merged_guests"),
    ]

    operations = [
        migrations.CreateModel(
            name="StayText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.SlugField(db_index=False, max_length=40, verbose_name="ocasión")),
                (
                    "language",
                    models.CharField(blank=True, choices=LANGUAGES, max_length=2, verbose_name="idioma"),
                ),
                ("text", models.TextField(blank=True, max_length=4000, verbose_name="texto")),
                (
                    "template_name",
                    models.CharField(blank=True, max_length=512, verbose_name="plantilla de WhatsApp"),
                ),
                (
                    "template_gaps",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="datos de la plantilla",
                    ),
                ),
                (
                    "purpose",
                    models.CharField(blank=True, choices=PURPOSES, max_length=20, verbose_name="motivo"),
                ),
                ("tells_access", models.BooleanField(default=False, verbose_name="dice cómo entrar")),
                ("is_on", models.BooleanField(default=True, verbose_name="se envía")),
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
                "verbose_name": "texto de la estadía",
                "verbose_name_plural": "textos de la estadía",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "key", "language"), name="stay_text_once"),
                ],
            },
        ),
        tenancy.TenantTable("staytext"),
        tenancy.Audited("staytext"),
    ]
