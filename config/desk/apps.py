"""Makes the desk the admin of this installation."""

from django.contrib.admin.apps import AdminConfig


class DeskAdminConfig(AdminConfig):
    default = False
    default_site = "config.desk.site.DeskSite"

    def ready(self) -> None:
        super().ready()
        from django.contrib import admin
        from django.contrib.auth.models import Group

        # Rights come from roles (tenants/rights.py); groups of Django's would be a second, forgotten way to them.
        admin.site.unregister(Group)
