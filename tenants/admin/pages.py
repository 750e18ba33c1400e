"""Lists of any length. Up to 10,000 rows there are numbered pages and a total; above, pages by key and no total.

One bounded count decides, so a list costs the same with a million rows: `OFFSET` and `COUNT(*)` would read them all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.admin.options import IncorrectLookupParameters
from django.core.paginator import InvalidPage, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property

if TYPE_CHECKING:
    from django.contrib.admin.views.main import ChangeList as UnfoldChangeList
else:
    from unfold.views import ChangeList as UnfoldChangeList

MOST_COUNTED = 10_000
BEFORE, AFTER = "before", "after"


class BoundedPaginator(Paginator):  # type: ignore[type-arg]  # not generic at run time
    """Counts to 10,001 and no further."""

    @cached_property
    def count(self) -> int:
        rows = self.object_list
        if not isinstance(rows, QuerySet):
            return len(rows)
        return rows.order_by()[: MOST_COUNTED + 1].count()


class PagedChangeList(UnfoldChangeList):
    """Numbered pages for what can be counted, pages by key for what is longer."""

    is_by_key = False
    newer = older = ""

    def get_filters_params(self, params: Any = None) -> dict[str, Any]:
        # A filter or another order begins anew at the newest row.
        for name in (BEFORE, AFTER):
            self.params.pop(name, None)
            self.filter_params.pop(name, None)
        return super().get_filters_params(params)

    def get_results(self, request: HttpRequest) -> None:
        self.paginator = self.model_admin.get_paginator(request, self.queryset, self.list_per_page)
        self.full_result_count = None
        self.show_full_result_count = self.can_show_all = False
        self.show_admin_actions = True
        if self.paginator.count > MOST_COUNTED:
            self.get_page_by_key(request)
        else:
            self.get_numbered_page()

    def get_numbered_page(self) -> None:
        """Read one page.

        :raises IncorrectLookupParameters: if there is none of this number
        """
        self.result_count = self.paginator.count
        self.multi_page = self.result_count > self.list_per_page
        try:
            self.result_list = self.paginator.page(self.page_num).object_list
        except InvalidPage:
            raise IncorrectLookupParameters from None

    def get_page_by_key(self, request: HttpRequest) -> None:
        """Read one page and one row more, which says whether there is another page."""
        before, after = (number_of(request.GET.get(name)) for name in (BEFORE, AFTER))
        rows = self.queryset.order_by("pk" if after else "-pk")
        if after:
            rows = rows.filter(pk__gt=after)
        elif before:
            rows = rows.filter(pk__lt=before)
        found = list(rows[: self.list_per_page + 1])
        page, has_more = found[: self.list_per_page], len(found) > self.list_per_page
        if after:
            page.reverse()
        has_newer, has_older = (has_more, True) if after else (bool(before), has_more)
        self.is_by_key = True
        self.newer = self.get_query_string({AFTER: page[0].pk}) if page and has_newer else ""
        self.older = self.get_query_string({BEFORE: page[-1].pk}) if page and has_older else ""
        self.result_list = page
        self.result_count = len(page)
        self.multi_page = False


def number_of(text: str | None) -> int | None:
    """Return the key that an address names; what is none is passed over."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) <= 18 else None
