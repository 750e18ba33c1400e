"""Refusals about messages, each with a code and what to do."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from tenants.errors import Conflict


class WindowClosed(Conflict):
    """The guest has not written for 24 hours: WhatsApp takes nothing but a template."""

    code = "window_closed"
    default_detail = _(
        "Pasaron 24 horas desde el último mensaje del huésped: WhatsApp solo acepta una plantilla. Elija una, o espere a que"
        " escriba."
    )


class CannotRetry(Conflict):
    """Sending it again cannot help, or it is under way."""

    code = "cannot_retry"
    default_detail = _("Este mensaje no se puede volver a enviar: o está en camino, o el motivo del fallo sigue igual.")


class AlreadyWaiting(Conflict):
    """It is to be read already."""

    code = "already_waiting"
    default_detail = _("Ese aviso ya está en espera: se lee en unos segundos.")


class NotPaused(Conflict):
    """Somebody was faster."""

    code = "not_paused"
    default_detail = _("Ese número no está en pausa.")


class LastSecret(Conflict):
    """Without any, nothing that Meta sends would be taken."""

    code = "last_secret"
    default_detail = _("Es el único secreto de la app: agregue el nuevo antes de olvidar el anterior.")
