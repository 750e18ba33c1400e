"""The sandbox's addresses; config/urls.py leaves them out where SANDBOX is off."""

from django.urls import path

from sandbox import views

urlpatterns = [path("", views.door, name="sandbox")]
