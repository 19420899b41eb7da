"""The door to how long a file is kept: for the data protection officer, in codes and references."""

from datetime import datetime

from django.http import Http404

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.foundation import clock
from malath.privacy.models import File
from malath.privacy.queries import retention
from malath.privacy.queries.retention import KeptFile, KeptPage


def files_to_review(user: User, *, at: datetime) -> KeptPage:
    """Closed files that are due, announced, held or erased; one event names all that are shown. The role is asked for
    before."""
    page = retention.kept_page(accounts.holdings(user, at), clock.in_amman(at).date())
    audit.record_list(Did.FILES_REVIEWED, files=page.files, by=user, at=at)
    return page


def file_to_keep(user: User, reference: str, *, at: datetime) -> File:
    """A file about which this officer decides. 404 when there is none, or when it is kept from them."""
    file = retention.file_by_reference(accounts.holdings(user, at), reference)
    if file is None:
        audit.record_refusal(reference, by=user, at=at)
        raise Http404
    return file


def kept_shown(file: File, user: User, *, at: datetime) -> KeptFile:
    """The page of one file; recorded as shown."""
    audit.record_list(Did.FILES_REVIEWED, files=[file.person.reference], by=user, at=at)
    return retention.kept_file(file, clock.in_amman(at).date())
