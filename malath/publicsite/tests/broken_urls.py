"""A site whose only page breaks."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def breaks(request: HttpRequest) -> HttpResponse:
    raise RuntimeError


urlpatterns = [path("", breaks)]
handler500 = "malath.publicsite.views.broken"
