"""What owners and managers do for their people: invite them, hand them a link, unlock them, take a lost phone away.

A person may work for several businesses, and whoever can give them a new password is master of all of these. So a link, or
taking the second factor away, is up to who may appoint that person in every one of them; otherwise to a platform
administrator. Lifting a lock opens nothing by itself, so any manager of the person may do it; but anybody can be invited
by name, so who is not above the person may do it a few times a day only, and not for a platform administrator. Otherwise
to invite, guess and lift would be a way to guess for ever.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Now

from tasks import queue
from tenants.errors import Conflict, DomainError, NotAllowed
from tenants.login import lockout, second_factor
from tenants.login.access_link import access_link_for
from tenants.login.mail import can_mail
from tenants.models import LockLift, Membership, Tenant, User
from tenants.rights import MANAGER, OWNER, may_appoint
from tenants.scoping import platform_scope, tenant_scope

# By whoever is not above the person, and all of them together.
LIFTS_A_DAY = 3


class AlreadyMember(Conflict):
    """The person works here already; their role is changed elsewhere, by who may change it."""

    code = "already_member"
    default_detail = "Esa persona ya es parte del equipo."


class NobodyInvited(DomainError):
    """The invitation names nobody, or in a way that cannot be a name or an address."""

    code = "nobody_invited"
    default_detail = "Escriba un correo o un nombre de usuario válido."


class SeveralPeople(Conflict):
    """The address belongs to several people."""

    code = "several_people"
    default_detail = "Ese correo es de varias personas: invite por nombre de usuario."


class HasAccountElsewhere(NotAllowed):
    """Somebody else made that account, and may know its password: whoever did would come in with the person."""

    code = "account_elsewhere"
    default_detail = (
        "Esa persona ya tiene una cuenta de otro alojamiento: la puede sumar quien administra la plataforma."
    )


@dataclass(frozen=True)
class Invitation:
    """Who was invited, and the path of the link to hand over; without link they have a password already."""

    user: User
    link: str


def invite(*, tenant: Tenant, role: str, by: User, now: datetime, email: str = "", username: str = "") -> Invitation:
    """Make somebody part of the team; whoever is new gets a link to choose a password with, by mail too if there is any.

    :raises NotAllowed: if `by` may not give that role in this business
    :raises NobodyInvited: if neither e-mail nor username can be used
    :raises SeveralPeople: if the e-mail belongs to several people
    :raises AlreadyMember: if the person works here already
    :raises HasAccountElsewhere: if the account belongs to people whom `by` is not above
    """
    if not appoints(by, tenant, role):
        raise NotAllowed
    with tenant_scope(tenant.pk, actor=f"user:{by.pk}"):
        known = find_person(email=email, username=username)
        user = known or make_person(email=email, username=username)
        if known and not (is_above(by, known) or works_for(tenant, known)):
            raise HasAccountElsewhere
        join_team(tenant, user, role)
        if not user.has_usable_password() and can_mail(user):
            queue.enqueue("tenants.send_access_link", user_id=user.pk)
    needs_link = not user.has_usable_password() and is_above(by, user)
    return Invitation(user, access_link_for(user, now=now) if needs_link else "")


def works_for(tenant: Tenant, user: User) -> bool:
    return Membership.objects.filter(tenant=tenant, user=user, is_active=True).exists()


def find_person(*, email: str, username: str) -> User | None:
    """Return who is meant.

    :raises SeveralPeople: if the e-mail belongs to several people
    """
    if username:
        return User.objects.filter(username__iexact=username.strip()).order_by("pk").first()
    people = list(User.objects.filter(email__iexact=email.strip())[:2]) if email else []
    if len(people) > 1:
        raise SeveralPeople
    return people[0] if people else None


def make_person(*, email: str, username: str) -> User:
    """Return a new person without password.

    :raises NobodyInvited: if the names cannot be used
    """
    user = User(username=(username or email).strip().casefold(), email=email.strip(), is_staff=True)
    user.set_unusable_password()
    try:
        user.full_clean()
    except ValidationError:
        raise NobodyInvited from None
    user.save()
    return user


def join_team(tenant: Tenant, user: User, role: str) -> None:
    """Give the person the role; who left comes back with the role of today.

    :raises AlreadyMember: if the person works here already
    """
    member, is_new = Membership.objects.select_for_update().get_or_create(
        tenant=tenant, user=user, defaults={"role": role}
    )
    if is_new:
        return
    if member.is_active:
        raise AlreadyMember
    member.role, member.is_active = role, True
    member.save(update_fields=["role", "is_active"])


def change_member(*, member: Membership, by: User) -> None:
    """Keep the role and the activity that were set on a member of the team.

    :raises NotAllowed: if `by` may not give the new role, or not take the old one, or is that member
    """
    with transaction.atomic():
        # One change of a team at a time, and rights as they are then: two owners who demote each other would leave none.
        tenant = Tenant.objects.select_for_update(no_key=True).get(pk=member.tenant_id)
        before = Membership.objects.get(pk=member.pk, tenant=tenant)
        if before.user_id == by.pk or not (appoints(by, tenant, before.role) and appoints(by, tenant, member.role)):
            raise NotAllowed
        member.save(update_fields=["role", "is_active"])


def reset_link(*, user: User, by: User, now: datetime) -> str:
    """Return the path of a link with which the person chooses a new password; `by` hands it over.

    :raises NotAllowed: if `by` is not above the person in every business they work for
    """
    if not is_above(by, user):
        raise NotAllowed
    return access_link_for(user, now=now)


def remove_second_factor(*, user: User, by: User) -> None:
    """Take away the second factor of somebody who lost the phone.

    :raises NotAllowed: if `by` is not above the person in every business they work for
    """
    if not is_above(by, user):
        raise NotAllowed
    with acting(by, user):
        second_factor.delete_second_factor(user)


def lift_lock(*, user: User, by: User) -> None:
    """Let a locked person try again.

    :raises NotAllowed: if `by` is neither owner nor manager of a business that the person works for, or lifts too often
    """
    is_strong = is_above(by, user)
    if not by.is_active or not (is_strong or (managed_tenants(by, user) and not user.is_superuser)):
        raise NotAllowed
    with acting(by, user):
        User.objects.select_for_update().get(pk=user.pk)  # lifts of the same person one after the other
        if not is_strong and count_lifts_today(user) >= LIFTS_A_DAY:
            raise NotAllowed
        lockout.lift(user)
        LockLift.objects.create(user=user)


def count_lifts_today(user: User) -> int:
    """Return how often a lock of this person was lifted within a day, by the database's clock."""
    return LockLift.objects.filter(user=user, lifted_at__gt=Now() - timedelta(days=1)).count()


def appoints(by: User, tenant: Tenant, role: str) -> bool:
    """Return whether `by` may give the role in this business."""
    if not by.is_active:
        return False
    return by.is_superuser or may_appoint(roles_of(by).get(tenant.pk, ""), role)


def is_above(by: User, user: User) -> bool:
    """Return whether `by` may hand out the keys of this person: appoint them wherever they work, or worked.

    Nobody is above themselves: a session left open must not be enough for a new password, or to be rid of the second step.
    """
    if by.pk == user.pk:
        return False
    if not by.is_active or by.is_superuser:
        return by.is_active
    if user.is_superuser or user.groups.exists() or user.user_permissions.exists():
        return False
    ours = roles_of(by)
    theirs = Membership.objects.filter(user=user).values_list("tenant_id", "role")
    return bool(theirs) and all(may_appoint(ours.get(tenant_id, ""), role) for tenant_id, role in theirs)


def roles_of(user: User) -> dict[int, str]:
    """Return the person's role in each business."""
    return dict(Membership.objects.filter(user=user, is_active=True).values_list("tenant_id", "role"))


def managed_tenants(by: User, user: User) -> list[int]:
    """Return the businesses of the person that `by` manages."""
    ours = roles_of(by)
    return [tenant_id for tenant_id in roles_of(user) if ours.get(tenant_id) in (OWNER, MANAGER)]


@contextmanager
def acting(by: User, user: User) -> Iterator[None]:
    """Do something for a person so that the audit of the business they share has it; or that of the platform."""
    actor, shared = f"user:{by.pk}", managed_tenants(by, user)
    with (
        transaction.atomic(),
        tenant_scope(shared[0], actor=actor) if shared else platform_scope(actor=actor),
    ):
        yield
