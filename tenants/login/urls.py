"""The addresses of getting in, below /entrar/."""

from django.urls import path

from tenants.login.views import doors, own

urlpatterns = [
    path("olvide/", doors.forgotten, name="forgotten"),
    path("codigo/", doors.second_step, name="second_step"),
    path("clave/", own.change_password, name="change_password"),
    path("clave/<str:uid>/<str:token>/", doors.access_link, name="access_link"),
    path("segundo-paso/", own.own_second_factor, name="second_factor"),
    path("sesiones/", own.own_sessions, name="sessions"),
    path("sesiones/cerrar/", own.end_sessions, name="end_sessions"),
    # Last, since a token may be any word.
    path("<str:token>/", doors.login_link, name="login_link"),
]
