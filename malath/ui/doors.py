"""What is turned away before any page is asked."""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, HttpResponseNotAllowed

GetResponse = Callable[[HttpRequest], HttpResponse]
KNOWN: Final = ("GET", "HEAD", "OPTIONS", "POST")
OF_PROGRAMS: Final = ("/api/", "/collect/")
"""Where programs ask, which follow a redirect unseen: a secret that went out open must be noticed, not led on."""


def known_methods_only(get_response: GetResponse) -> GetResponse:
    """Nothing of ours answers to any other: TRACE and what is made up are refused before a page is built."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request) if request.method in KNOWN else HttpResponseNotAllowed(KNOWN)

    return middleware


def programs_come_encrypted(get_response: GetResponse) -> GetResponse:
    """Where the house speaks HTTPS, a program that came without is refused; a person is led there (`SECURE_SSL_REDIRECT`)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if settings.SECURE_SSL_REDIRECT and request.path.startswith(OF_PROGRAMS) and not request.is_secure():
            return HttpResponseForbidden("HTTPS only.", content_type="text/plain; charset=utf-8")
        return get_response(request)

    return middleware
