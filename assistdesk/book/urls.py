"""The addresses of the pages of the book of business."""

from django.urls import URLPattern

app_name = "book"

PLACE = "m/<slug:marketplace>/book"

urlpatterns: list[URLPattern] = []
