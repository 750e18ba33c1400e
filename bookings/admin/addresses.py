"""Where those pages of the desk are found that are about no single table: prices and charts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path

from bookings.admin import price_grid as grid
from bookings.admin.charts import show_charts


def page_paths(guarded: Callable[[Any], Any]) -> list[URLPattern]:
    """Return the addresses; `guarded` lets in whom the desk is for."""
    return [
        path("graficos/", guarded(show_charts), name="charts"),
        path("precios/", guarded(grid.price_grid), name="price_grid"),
        path("precios/poner/", guarded(grid.set_prices), name="price_set"),
        path("precios/limpiar/", guarded(grid.clear_prices), name="price_clear"),
        path("precios/subir/", guarded(grid.raise_prices), name="price_raise"),
        path("precios/deshacer/<int:ratechange_id>/", guarded(grid.undo_prices), name="price_undo"),
    ]
