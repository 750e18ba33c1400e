"""Every address, in one place."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path, register_converter
from django.urls.converters import StringConverter
from django.views.i18n import set_language

from bookings.photos import photo
from config.health import views as health
from config.home import home
from config.metrics.view import metrics
from config.static_files import static_file
from tenants.admin.notice_links import manifest, open_notice
from tenants.api.docs import DocsView
from tenants.api.schema import DescriptionView


class TokenConverter(StringConverter):
    """What may be a token of ours: nothing else gets as far as Postgres, which takes no NUL."""

    regex = "[A-Za-z0-9_-]{1,40}"


register_converter(TokenConverter, "token")

urlpatterns = [
    path("", home, name="home"),
    path("admin/", admin.site.urls),
    path("entrar/", include("tenants.login.urls")),
    path("avisos/trabajador.js", static_file, {"name": "tenants/notices_worker.js"}, name="notices_worker"),
    path("avisos/conserje.webmanifest", manifest, name="manifest"),
    path("avisos/<token:token>", open_notice, name="notice"),
    path("idioma/", set_language, name="set_language"),
    path("fotos/<slug:slug>/<str:key>", photo, name="photo"),
    path("static/<path:name>", static_file, name="static"),
    path("api/v1/", include("tenants.api.urls")),
    path("api/v1/", include("bookings.api.urls")),
    path("api/v1/", include("messaging.api.urls")),
    path("api/schema/", DescriptionView.as_view(), name="api_schema"),
    path("api/docs/", DocsView.as_view(), name="api_docs"),
    path("health/live", health.live, name="live"),
    path("health/ready", health.ready, name="ready"),
    path("health/", health.everything, name="health"),
    path("metrics", metrics, name="metrics"),
]
if settings.SANDBOX:
    urlpatterns.append(path("sandbox/", include("sandbox.urls")))

handler400 = "config.errors.bad_request"
handler403 = "config.errors.forbidden"
handler404 = "config.errors.not_found"
handler500 = "config.errors.server_error"
