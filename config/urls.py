"""Every address, in one place."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from config.health import views as health
from config.home import home
from config.metrics.view import metrics
from tenants.views import login_link

admin.site.site_header = admin.site.site_title = "Conserje"

urlpatterns = [
    path("", home, name="home"),
    path("admin/", admin.site.urls),
    path("entrar/<str:token>/", login_link, name="login_link"),
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
