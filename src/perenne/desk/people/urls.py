"""Addresses of people."""

from django.urls import path

from perenne.desk.people import views

urlpatterns = [
    path("people/", views.people, name="people"),
    path("people/<int:pk>/roles/", views.change_roles, name="change_roles"),
    path("people/<int:pk>/end/", views.end, name="end_access"),
    path("join/<str:token>/", views.join, name="join"),
    path("language/", views.language, name="language"),
]
