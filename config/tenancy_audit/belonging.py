"""To whom the rows of a table belong, as the models say it."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models import ForeignKey, Model

from tenants.models import Tenant
from tenants.platform_tables import MIXED_TABLES
from tenants.scoping import TenantModel

AnyModel = type[Model]


def every_model() -> list[AnyModel]:
    """Return all models there are, those that Django makes for many-to-many references among them, but no proxies."""
    return sorted(
        (model for model in apps.get_models(include_auto_created=True) if not model._meta.proxy),
        key=lambda model: model._meta.label_lower,
    )


def label(model: AnyModel) -> str:
    return model._meta.label_lower


def is_of_tenant(model: AnyModel) -> bool:
    """Return whether Postgres shows rows of this table only to their own business."""
    return issubclass(model, TenantModel) or label(model) in MIXED_TABLES


def names_tenant(model: AnyModel) -> bool:
    """Return whether a row of this table says of which business it is, whoever guards it."""
    return model is Tenant or any(field.attname == "tenant_id" for field in model._meta.concrete_fields)


def tenant_tables() -> list[AnyModel]:
    """Return the tables that row-level security guards."""
    return [model for model in every_model() if is_of_tenant(model)]


def tables_with_tenant() -> list[AnyModel]:
    """Return all tables with rows of businesses, those that are found before there is a scope among them."""
    return [model for model in every_model() if names_tenant(model)]


def guarded_references(model: AnyModel) -> list[ForeignKey[Any, Any]]:
    """Return the references of a table to rows that belong to a business."""
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey) and field.related_model is not Tenant and names_tenant(field.related_model)
    ]


def key_column(model: AnyModel) -> str:
    """Return the name of the column that numbers a table's rows."""
    return str(model._meta.pk.column)
