"""Every address, in one place."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path
from django.views.i18n import set_language

from bookings.photos import photo
from config.health import views as health
from config.home import home
from config.metrics.view import metrics
from config.static_files import static_file
from tenants.api.docs import DocsView
from tenants.api.schema import DescriptionView

urlpatterns = [
    path("", home, name="home"),
    path("admin/", admin.site.urls),
    path("entrar/", include("tenants.login.urls")),
    path("idioma/", set_language, name="set_language"),
    path("fotos/<slug:slug>/<str:key>", photo, name="photo"),
    path("static/<path:name>", static_file, name="static"),
    path("api/v1/", include("tenants.api.urls")),
    path("api/v1/", include("bookings.api.urls")),
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
