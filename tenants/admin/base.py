"""What every page about a business's rows inherits: its own rows, short lists, no deleting, and a history that is ours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import messages
from django.contrib.admin import SimpleListFilter
from django.contrib.admin.helpers import ActionForm
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.db.models.fields.related import RelatedField
from django.forms import Media, ModelForm
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tenants.admin.history import events_of, told
from tenants.admin.pages import BoundedPaginator, PagedChangeList
from tenants.errors import DomainError
from tenants.models import Membership, User
from tenants.scoping import current_tenant_id

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin as UnfoldModelAdmin
    from django.contrib.admin import TabularInline as UnfoldTabularInline
else:
    from unfold.admin import ModelAdmin as UnfoldModelAdmin
    from unfold.admin import TabularInline as UnfoldTabularInline

# How Django's own filters ask.
FILTERED_BY = ("exact", "id__exact", "in", "isnull", "isempty", "gte", "lt")
NAMING_SCRIPTS = ("/urlify.js", "/prepopulate.js", "/xregexp.js", "/xregexp.min.js")


class DeskAdmin(UnfoldModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    """A page of the desk: bounded lists, and changes that the audit knows instead of Django's own log."""

    list_per_page = 50
    list_max_show_all = 0
    show_full_result_count = False
    paginator = BoundedPaginator
    # Named by each page: a list that follows references one by one is slow with the second row already.
    list_select_related: ClassVar[Any] = ()
    list_filter_sheet = True
    list_disable_select_all = True
    action_form = ActionForm
    # What an empty list says: when rows come, or what to do.
    empty_advice: ClassVar[Any] = _("Todavía no hay nada.")

    @property
    def media(self) -> Any:
        """Return the scripts of a page. Those that turn names into addresses (60 KB) come only where some are made."""
        media: Any = super().media
        if self.prepopulated_fields:
            return media
        kept = [script for script in media._js if not str(script).endswith(NAMING_SCRIPTS)]
        return Media(css=media._css, js=kept)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> Any:
        return PagedChangeList

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Return whether a list may be asked this: what its filters offer, and nothing else.

        Django lets an address ask for any column in any way: by a pattern that Postgres cannot read (a 500), or letter by
        letter for what no page shows, such as the hash of a key.
        """
        offered: set[Any] = set()
        item: Any
        for item in self.get_list_filter(request):
            if isinstance(item, type) and issubclass(item, SimpleListFilter):
                offered.add(item.parameter_name)
            else:
                name = item if isinstance(item, str) else item[0]
                offered |= {name, *(f"{name}__{how}" for how in FILTERED_BY)}
        return lookup in offered and "\0" not in value

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        # Django looks for a column without name where `_to_field` is empty.
        return super().get_object(request, object_id, from_field or None)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: what is over is closed, revoked or set inactive, and stays in the books."""
        return False

    # Django's log copies the name of what was changed, and a guest's name must be forgettable. AuditEvent has the rest.
    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return None

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return None

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        return None

    def may_see_history(self, request: HttpRequest) -> bool:
        return request.user.has_perm("tenants.view_auditevent")

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        shown = {"show_history": self.may_see_history(request), **(extra_context or {})}
        return super().changeform_view(request, object_id, form_url, shown)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Show who changed what of this row: the newest hundred changes, from the audit."""
        # Before the row is looked for: else the answer would tell whom the page is not for whether it exists.
        if not self.has_view_or_change_permission(request) or not self.may_see_history(request):
            raise PermissionDenied
        row = self.get_object(request, unquote(object_id))
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined, no-any-return]
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": _("Historial de cambios"),
            "events": told(events_of(row)),
            "object": row,
            "opts": self.opts,
            **(extra_context or {}),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/object_history.html", context)


class ShownOnce:
    """Adds a row whose page afterwards shows a secret: there is one way to save it, since the others would hide that."""

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> Any:
        one_way = {"show_save_and_add_another": False, "show_save_and_continue": False}
        return super().add_view(request, form_url, {**one_way, **(extra_context or {})})  # type: ignore[misc]


class TenantAdmin(DeskAdmin):
    """A page about rows of one business: outside a scope an error, and never a neighbour's row in a choice."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Return this business's rows.

        :raises NoTenantScope: outside a scope
        """
        return super().get_queryset(request).filter(tenant_id=current_tenant_id())

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            obj.tenant_id = current_tenant_id()
        super().save_model(request, obj, form, change)

    def get_field_queryset(
        self, db: str | None, db_field: RelatedField[Any, Any], request: HttpRequest
    ) -> QuerySet[Any] | None:
        """Return what may be chosen for a reference: rows of this business, people of this business."""
        own = own_choices(db_field.related_model)
        return super().get_field_queryset(db, db_field, request) if own is None else own


class PlatformAdmin(DeskAdmin):
    """A page about the installation itself, for platform administrators."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return is_platform(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_platform(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_platform(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_platform(request)


class ReadOnly(DeskAdmin):
    """A page where nothing is added, changed or deleted by hand."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class PlatformReadOnly(ReadOnly):
    """Rows of all businesses, or of none, lie side by side: for platform administrators, and nothing is changed by hand."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return is_platform(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_platform(request)

    def may_see_history(self, request: HttpRequest) -> bool:
        return False


class RowForm(ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """A row within a page. Its fields stand in a table without labels of their own, so they are named for readers."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.widget.attrs.setdefault("aria-label", str(field.label))


class TenantInline(UnfoldTabularInline):  # type: ignore[type-arg]
    """Rows of a business within the page of another of its rows."""

    form = RowForm
    extra = 0
    show_change_link = False
    # Of as many as a hidden field says, Django would make up to a thousand forms more than this: ten seconds for one page.
    max_num = 100

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        return super().get_formset(request, obj, absolute_max=self.max_num, **kwargs)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).filter(tenant_id=current_tenant_id())


def own_choices(model: Any) -> QuerySet[Any] | None:
    """Return the rows of this business that a reference may point at; None where the table belongs to no business."""
    if model is User:
        here = Membership.objects.filter(tenant_id=current_tenant_id(), is_active=True)
        return User.objects.filter(pk__in=here.values("user_id"), is_active=True).order_by("username")
    if any(field.name == "tenant" for field in model._meta.fields):
        rows: QuerySet[Any] = model._default_manager.filter(tenant_id=current_tenant_id())
        return rows
    return None


def is_platform(request: HttpRequest) -> bool:
    return bool(request.user.is_active and getattr(request.user, "is_superuser", False))


def refuse(request: HttpRequest, error: DomainError) -> None:
    """Say on the next page why something was not done."""
    messages.error(request, gettext(error.detail))
