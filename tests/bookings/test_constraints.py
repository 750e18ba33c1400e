"""Postgres refuses by itself what must never be, whoever asks: every rule of every table of bookings has its line here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import Error, connection, connections, models
from django.db.models import PositiveIntegerField, PositiveSmallIntegerField

from bookings.models import Property, Unit, UnitType
from tenants.models import Tenant
from tenants.tenancy import tenant_references
from tests.bookings.rows import Refusal, change_row, copy_row, one_of_each, refusal_of
from tests.cast import enter

pytestmark = pytest.mark.django_db

Rows = dict[str, models.Model]
CHECK, UNIQUE, FOREIGN, EXCLUSION = "23514", "23505", "23503", "23P01"
MODELS = list(apps.get_app_config("bookings").get_models())

PART_OF_ITS_SLOTS = "int8range(lower(slots), lower(slots) + 1)"
LATER = "daterange(check_out, check_out + 1)"

# A copy of a valid row of the table, with these columns changed, breaks that rule.
BREACHES: list[tuple[str, str, dict[str, str]]] = [
    ("booking", "booking_not_negative", {"total": "-1", "deposit": "-2"}),
    ("booking", "booking_not_negative", {"deposit": "-1"}),
    ("booking", "booking_deposit_within_total", {"deposit": "total + 1"}),
    ("booking", "booking_source_known", {"source": "'pigeon'"}),
    ("booking", "booking_code_once", {}),
    ("bookingevent", "booking_event_about_something", {"booking_id": "NULL"}),
    ("exchangerate", "exchange_rate_of_two", {"quote": "base"}),
    ("exchangerate", "exchange_rate_positive", {"rate": "0"}),
    ("exchangerate", "exchange_rate_once", {}),
    ("extra", "extra_not_negative", {"price": "-0.01"}),
    ("extra", "extra_code_once", {}),
    ("folioentry", "folio_entry_amount", {"amount": "0"}),
    ("folioentry", "folio_entry_amount", {"amount": "-5"}),
    ("folioentry", "folio_entry_amount", {"amount": "0", "kind": "'adjustment'"}),
    ("folioentry", "folio_entry_kind_known", {"kind": "'gift'"}),
    ("folioentry", "folio_entry_method_of_money", {"kind": "'payment'"}),
    ("folioentry", "folio_entry_method_of_money", {"kind": "'refund'"}),
    ("folioentry", "folio_entry_key_once", {}),
    ("holdrule", "hold_rule_minutes", {"minutes": "0"}),
    ("holdrule", "hold_rule_minutes", {"minutes": "43201"}),
    ("holdrule", "hold_rule_once", {}),
    ("messagerule", "message_rule_once", {}),
    ("photo", "photo_of_a_format_whatsapp_shows", {"content_type": "'image/gif'"}),
    ("photo", "photo_key_once", {}),
    ("property", "property_longest_stay", {"longest_stay": "0"}),
    ("property", "property_longest_stay", {"longest_stay": "366"}),
    ("property", "property_name_once", {}),
    ("property", "property_on_the_map", {"latitude": "91", "longitude": "0"}),
    ("property", "property_on_the_map", {"latitude": "1", "longitude": "NULL"}),
    ("quote", "quote_deposit_within_total", {"deposit": "total + 1"}),
    ("quote", "quote_not_negative", {"deposit": "-1"}),
    ("quote", "quote_code_once", {}),
    ("rateplan", "rate_plan_deposit", {"deposit_percent": "101"}),
    ("rateplan", "rate_plan_deposit", {"deposit_percent": "-1"}),
    ("rateplan", "rate_plan_min_nights", {"min_nights": "0"}),
    ("rateplan", "rate_plan_max_nights", {"min_nights": "3", "max_nights": "2"}),
    ("rateplan", "rate_plan_not_negative", {"base_price": "-1"}),
    ("rateplan", "rate_plan_not_negative", {"extra_guest": "-1"}),
    ("rateplan", "rate_plan_not_negative", {"cleaning_fee": "-1"}),
    ("rateplan", "rate_plan_not_negative", {"weekend_multiplier": "-1"}),
    ("rateplan", "rate_plan_name_once", {"is_default": "false"}),
    ("rateplan", "rate_plan_one_default", {"name": "'Otra'"}),
    ("reservation", "no_overlap_reservations", {}),
    ("reservation", "no_overlap_reservations", {"status": "'checked_in'"}),
    ("reservation", "no_overlap_reservations", {"status": "'no_show'"}),
    ("reservation", "no_overlap_reservations", {"status": "'pre_reserved'", "hold_expires_at": "now()"}),
    ("reservation", "no_overlap_reservations", {"status": "'blocked'", "booking_id": "NULL"}),
    ("reservation", "no_overlap_reservations", {"period": "daterange(check_out - 1, check_out)"}),
    ("reservation", "no_overlap_reservations", {"period": "daterange(check_in - 9, check_in + 1)"}),
    ("reservation", "reservation_block_has_no_booking", {"status": "'blocked'"}),
    ("reservation", "reservation_has_guests", {"adults": "0", "children": "2"}),
    ("reservation", "reservation_has_guests", {"booking_id": "NULL"}),
    ("reservation", "reservation_has_nights", {"period": "'empty'"}),
    ("reservation", "reservation_has_nights", {"period": "daterange(check_in, check_in)"}),
    ("reservation", "reservation_has_nights", {"period": "daterange(check_in, NULL)"}),
    ("reservation", "reservation_has_nights", {"period": "daterange(NULL, check_out)"}),
    ("reservation", "reservation_hold_expires", {"status": "'pre_reserved'"}),
    ("reservation", "reservation_longest", {"period": "daterange(check_out, check_out + 1101)"}),
    ("reservation", "reservation_not_negative", {"price": "-0.01"}),
    ("reservation", "reservation_overbooked_why", {"overbooked": "true"}),
    ("reservation", "reservation_shadowed_is_block", {"shadowed": "true"}),
    ("reservation", "reservation_status_known", {"status": "'maybe'"}),
    ("reservation", "reservation_within_capacity", {"adults": "3", "children": "2"}),
    ("reservation", "reservation_slots_of_its_unit", {"slots": PART_OF_ITS_SLOTS, "period": LATER}),
    ("reservation", "reservation_slots_of_its_unit", {"slots": "'[1,2)'"}),
    ("season", "season_apart", {}),
    ("season", "season_apart", {"first_night": "last_night", "last_night": "last_night + 5"}),
    ("season", "season_has_nights", {"last_night": "first_night - 1"}),
    ("season", "season_not_negative", {"price": "-1"}),
    ("season", "season_not_negative", {"extra_guest": "-1"}),
    ("staymessage", "stay_message_once", {}),
    ("taxrule", "tax_has_days", {"valid_until": "valid_from - 1"}),
    ("taxrule", "tax_not_negative", {"percent": "-1"}),
    ("taxrule", "tax_not_negative", {"amount": "-1"}),
    ("unit", "unit_capacity", {"capacity": "0"}),
    ("unit", "unit_capacity", {"capacity": "101"}),
    ("unit", "unit_name_once", {}),
    ("unittype", "unit_type_capacity", {"capacity": "0"}),
    ("unittype", "unit_type_gender_is_of_a_dorm", {"dorm_gender": "'female'"}),
    ("unittype", "unit_type_name_once", {}),
    ("waitlistentry", "wait_has_guests", {"adults": "0"}),
    ("waitlistentry", "wait_has_nights", {"check_out": "check_in"}),
    ("waitlistentry", "wait_offer_is_a_hold", {"status": "'offered'"}),
    ("waitlistentry", "wait_once", {}),
]

# A trigger of units stands before these, so they are tried without it.
BEHIND_THE_TRIGGER: list[tuple[str, str, dict[str, str]]] = [
    ("unit", "unit_has_slots", {"slots": "'empty'"}),
    ("unit", "unit_slots_once", {"slots": "(SELECT slots FROM bookings_unit WHERE name = 'Ñire')"}),
    ("unit", "unit_is_not_inside_itself", {"parent_id": "id"}),
    ("unit", "bookings_unit_parent_id_same_tenant", {"parent_id": "-1"}),
]
REFERENCES = [
    (model, field.column) for model in MODELS for field in tenant_references(model) if field.column != "parent_id"
]
# What would be refused for another reason, if it also had these in common with another row.
OUT_OF_THE_WAY = {
    "FolioEntry": {"key": "''"},
    "Season": {"last_night": "last_night + 9", "first_night": "last_night + 9"},
}
COUNTS = [
    (model, field.column)
    for model in MODELS
    for field in model._meta.concrete_fields
    if isinstance(field, PositiveSmallIntegerField | PositiveIntegerField)
]


@pytest.fixture
def rows(hotel: Tenant) -> Rows:
    """A valid row of each table."""
    with enter(hotel):
        return one_of_each(hotel)


@pytest.fixture
def neighbours(neighbour: Tenant) -> Rows:
    with enter(neighbour):
        return one_of_each(neighbour)


def refused(work: Callable[[], object]) -> Refusal:
    """Return how Postgres refused the work; it had to."""
    with pytest.raises(Error) as caught:
        work()
    return refusal_of(caught.value)


@pytest.mark.parametrize(("table", "constraint", "changes"), BREACHES)
def test_a_row_that_breaks_a_rule_is_refused(
    in_hotel: Tenant, rows: Rows, table: str, constraint: str, changes: dict[str, str]
) -> None:
    state, name = refused(lambda: copy_row(rows[f"bookings_{table}"], **changes))

    assert name == constraint
    assert state in {CHECK, UNIQUE, FOREIGN, EXCLUSION}


@pytest.mark.parametrize(("model", "column"), COUNTS, ids=lambda it: getattr(it, "__name__", it))
def test_a_count_is_never_negative(in_hotel: Tenant, rows: Rows, model: type[models.Model], column: str) -> None:
    table = model._meta.db_table

    assert refused(lambda: copy_row(rows[table], **{column: "-1"})) == (CHECK, f"{table}_{column}_check")


@pytest.mark.parametrize(("model", "column"), REFERENCES, ids=lambda it: getattr(it, "__name__", it))
def test_a_row_points_only_at_rows_of_its_own_business(
    in_hotel: Tenant, rows: Rows, neighbours: Rows, model: type[models.Model], column: str
) -> None:
    row = rows[model._meta.db_table]
    target: Any = model._meta.get_field(column.removesuffix("_id")).related_model
    theirs = neighbours[target._meta.db_table]

    # Events and the folio are only ever added to.
    is_added = model.__name__ in {"BookingEvent", "FolioEntry"}
    changes = {column: str(theirs.pk)} | OUT_OF_THE_WAY.get(model.__name__, {})
    state, name = refused(lambda: (copy_row if is_added else change_row)(row, **changes))

    assert (state, name) == (FOREIGN, f"{row._meta.db_table}_{column}_same_tenant")


@pytest.mark.django_db(databases=["default", "owner"])
@pytest.mark.parametrize(("table", "constraint", "changes"), BEHIND_THE_TRIGGER)
def test_what_the_trigger_of_units_prevents_is_refused_without_it(
    table: str, constraint: str, changes: dict[str, str]
) -> None:
    tenant = Tenant.objects.using("owner").create(name="Sin", slug="sin")
    with enter(tenant):
        house = Property.objects.using("owner").create(name="Casa")
        kind = UnitType.objects.using("owner").create(property=house, name="Cabaña", capacity=4)
        unit, _ = (Unit.objects.using("owner").create(type=kind, name=name, capacity=4) for name in ("Arrayán", "Ñire"))
    with connections["owner"].cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE bookings_unit DISABLE TRIGGER unit_slots")

    _, name = refused(lambda: change_row(unit, **changes))

    assert name == constraint


def test_every_rule_of_every_table_is_tried_here() -> None:
    tried = {constraint for _, constraint, _ in [*BREACHES, *BEHIND_THE_TRIGGER]}
    tried |= {f"{model._meta.db_table}_{column}_check" for model, column in COUNTS}
    tried |= {f"{model._meta.db_table}_{column}_same_tenant" for model, column in REFERENCES}

    with connection.cursor() as cursor:
        cursor.execute(HELD)
        held = {name for (name,) in cursor.fetchall()}

    assert held - tried == NOTHING_TO_TRY


# Not what Django and every tenant table have by themselves; the keys of partial indexes are no constraints.
HELD = """
    SELECT conname FROM pg_constraint
    WHERE conrelid::regclass::text LIKE 'bookings\\_%' AND contype IN ('c', 'f', 'u', 'x')
      AND conname NOT LIKE '%\\_tenant_row' AND conname NOT LIKE '%\\_fk_tenants_tenant_id'
    UNION SELECT indexrelid::regclass::text FROM pg_index
    WHERE indrelid::regclass::text LIKE 'bookings\\_%' AND indisunique AND indpred IS NOT NULL
"""
# An id with its slots is as unique as the id; it is there for the reference to point at.
NOTHING_TO_TRY = {"unit_slots_copied"}
