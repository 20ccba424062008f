"""Addresses of the register of devices."""

from django.urls import path

from perenne.desk.devices import second_phone, views, writing

urlpatterns = [
    path("second-phone/", second_phone.second_phone, name="second_phone"),
    path("devices/", views.devices, name="devices"),
    path("devices/new/", writing.new, name="device_new"),
    path("devices/proofs/", writing.proofs, name="device_proofs"),
    path("devices/rules/", views.rules, name="device_rules"),
    path("devices/exceptions/", views.exceptions, name="device_exceptions"),
    path("devices/report/", views.report, name="device_report"),
    path("devices/of/<slug:ref>/", views.device, name="device"),
    path("devices/of/<slug:ref>/questions/", views.questions, name="device_questions"),
    path("devices/of/<slug:ref>/change/", writing.change, name="device_change"),
    path("devices/of/<slug:ref>/origin/", writing.origin, name="device_origin"),
    path("devices/of/<slug:ref>/exception/", writing.exception, name="device_exception"),
    path("devices/of/<slug:ref>/incident/", writing.incident, name="device_incident"),
]
