"""What phones ask. The token is in the address, as programs that collect forms take it; it is no page of anybody."""

from django.urls import path, register_converter

from malath.questionnaires import collect_views


class TokenConverter:
    """A token as we give it out; anything of that shape is answered alike."""

    regex = "[A-Za-z0-9_-]{43}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(TokenConverter, "token")

app_name = "collect"

urlpatterns = [
    path("<token:token>/formList", collect_views.form_list, name="list"),
    path("<token:token>/forms/<reference:reference>.xml", collect_views.form, name="form"),
    path("<token:token>/forms/<reference:reference>/manifest", collect_views.manifest, name="manifest"),
    path("<token:token>/submission", collect_views.submission, name="submission"),
]
