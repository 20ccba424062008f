"""Addresses of the day and of its rows."""

from django.urls import path

from perenne.desk.today import views

urlpatterns = [
    path("", views.today, name="today"),
    path("work/<str:key>/", views.row, name="row"),
    path("work/<str:key>/postpone/", views.postpone, name="row_postpone"),
    path("work/<str:key>/assign/", views.assign, name="row_assign"),
]
