"""Refusals about messages, each with a code and what to do."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from tenants.errors import Conflict, DomainError


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


class ConversationTaken(Conflict):
    """Somebody else of the staff has it."""

    code = "conversation_taken"
    default_detail = _("Otra persona tiene esta conversación.")


class NoDraft(Conflict):
    """The bot proposes nothing here, or the talk went on since."""

    code = "no_draft"
    default_detail = _("El bot ya no propone nada aquí: la conversación siguió. Mire lo último que se dijo.")


class NotLater(Conflict):
    """A moment that is over, or too far off, or of something that has happened already."""

    code = "not_later"
    default_detail = _("Ese momento ya pasó, o está a más de un año, o el mensaje ya salió. Elija otro momento.")


class TemplateUnknown(Conflict):
    """Meta has approved no such template, or it wants other values."""

    code = "template_unknown"
    default_detail = _(
        "Esa plantilla no está aprobada, o le faltan o le sobran datos. Elija otra o complete sus datos."
    )


class NoSuchApp(DomainError):
    """Nothing that Meta sends would be taken for this number."""

    code = "no_such_app"
    default_detail = _("No hay una app activa con esa clave.")


class NothingSaid(DomainError):
    """Neither words nor a template."""

    code = "nothing_said"
    default_detail = _("Escriba un texto o elija una plantilla, uno de los dos.")
