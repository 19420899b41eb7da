"""The doors to the framework. Any member of staff reads it; whoever coordinates the mechanism changes it."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.http import Http404

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.audit import actions as audit
from malath.documents.models import Attachment
from malath.framework import queries
from malath.framework.models import Finding, FrameText, TextVersion


def text_to_view(reference: str) -> FrameText:
    text = queries.text_by_reference(reference)
    if text is None:
        raise Http404
    return text


def version_to_view(reference: str) -> TextVersion:
    version = queries.version_by_reference(reference)
    if version is None:
        raise Http404
    return version


def file_to_take(reference: str) -> Attachment:
    """The file of a version: law and procedure, for any member of staff."""
    row = queries.file_of(version_to_view(reference))
    if row is None:
        raise Http404
    return row


def finding_to_view(reference: str) -> Finding:
    finding = queries.finding_by_reference(reference)
    if finding is None:
        raise Http404
    return finding


def finding_to_move(user: User, reference: str, *, at: datetime) -> Finding:
    """A finding that this viewer gives to a desk, or whose desk it is. 403 for everybody else."""
    finding, holdings = finding_to_view(reference), accounts.holdings(user, at)
    if not queries.may_move(holdings, finding):
        audit.record_refusal(reference, by=user, at=at)
        raise PermissionDenied(reference)
    return finding
