"""Addresses of partnerships."""

from django.urls import path

from perenne.desk.partnerships import views

urlpatterns = [
    path("partnerships/", views.partnerships, name="partnerships"),
    path("partnerships/list.csv", views.sheet, name="partnerships_sheet"),
    path("partnerships/new/", views.new, name="partnership_new"),
    path("partnerships/<slug:ref>/", views.partnership, name="partnership"),
    path("partnerships/<slug:ref>/events/", views.events, name="partnership_events"),
    path("partnerships/<slug:ref>/record/", views.write_down, name="partnership_record"),
    path("partnerships/<slug:ref>/renewal/", views.renewal, name="partnership_renewal"),
    path("partnerships/<slug:ref>/consideration/", views.consideration, name="partnership_consideration"),
]
