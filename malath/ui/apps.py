from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "malath.ui"
    label = "ui"
