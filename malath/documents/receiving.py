"""From an upload to what may be kept: looked at, given to the scanner if there is one, and cleaned as it is sealed. For the
views of the parts that keep files; the act that follows gets bytes that were proved."""

from functools import partial

from django.conf import settings

from malath.documents import looking, scanner
from malath.documents.actions import Received
from malath.documents.looking import Unfit
from malath.documents.uploads import SealedUpload
from malath.documents.words import WhyNotKept

__all__ = ["Received", "Unfit", "receive"]


def receive(upload: SealedUpload, *, public: bool = False) -> Received:
    """Look at a file that came in; `public`: it is for everybody, and may be sound or a video. Errors: `Unfit`."""
    stream = upload.stream()
    found = looking.look(stream, upload.name or "", public=public)
    if settings.MALATH_SCANNER:
        _scan(upload)
    return Received(found, upload.mark, partial(looking.cleaned, stream, found, public=public))


def _scan(upload: SealedUpload) -> None:
    try:
        clean = scanner.is_clean(settings.MALATH_SCANNER, upload.pieces())
    except scanner.NoAnswer:
        raise Unfit(WhyNotKept.NOT_SCANNED) from None
    if not clean:
        raise Unfit(WhyNotKept.HARMFUL)
