"""Ways by which a booking comes."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Source(models.TextChoices):
    WHATSAPP = "whatsapp", _("WhatsApp")
    API = "api", _("programa")
    DESK = "desk", _("recepción")
    WEB = "web", _("sitio propio")
    CHANNEL = "channel", _("portal de reservas")
    WAITLIST = "waitlist", _("lista de espera")
