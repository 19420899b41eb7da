from django.apps import AppConfig


class QuestionnairesConfig(AppConfig):
    name = "malath.questionnaires"
    label = "questionnaires"
