"""The doors of one's own inbox, and of how one wants to be told."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from malath.accounts.http import StaffRequest, holdings_of, safe_next, staff_required
from malath.foundation.clock import now
from malath.inbox import actions as inbox_acts
from malath.inbox import queries as inbox
from malath.inbox.actions import posting as posting_acts
from malath.inbox.words import ItemKind
from malath.ui.pieces import Chip, Pager
from malath.workday import my_inbox
from malath.workday.home import everything_for
from malath.workday.house_forms import WishesForm
from malath.workday.my_inbox import InboxPage, address


@require_safe
@staff_required
def my_page(request: StaffRequest) -> HttpResponse:
    """All items of this member of staff and their desks: those that wait, or those that were seen."""
    asked, at = request.GET, now()
    only, below = _kind(asked.get("kind", "")), asked.get("below", "")
    page = my_inbox.inbox_page(holdings_of(request), seen=asked.get("box") == "seen", only=only, below=below)
    newer = address(page, only=only) if my_inbox.place_in(below) else ""
    older = address(page, only=only, below=page.older) if page.older else ""
    context = {"page": page, "boxes": _boxes(page), "kinds": _kinds(page), "pages": Pager(newer, older), "at": at}
    return render(request, "workday/inbox.html", context)


@require_POST
@staff_required
def mark_kind_seen(request: StaffRequest) -> HttpResponse:
    """Take all items of a kind off the list that were shown when the button was. What came since stays; to ask twice makes
    no difference."""
    kind, until = _kind(request.POST.get("kind", "")), my_inbox.place_in(request.POST.get("until", ""))
    if kind is not None and until is not None:
        items = inbox.items_of_kind(everything_for(holdings_of(request)), kind, until=until)
        inbox_acts.mark_seen(items, by=request.user, at=now())
    return redirect(safe_next(request))


@require_http_methods(["GET", "POST"])
@staff_required
def wishes(request: StaffRequest) -> HttpResponse:
    """How one wants to be told by mail and text message, and in which hours not."""
    known = inbox.wishes_of([request.user.pk])[request.user.pk]
    form = WishesForm(request.POST) if request.method == "POST" else WishesForm.of(known)
    if request.method == "POST" and form.is_valid():
        posting_acts.set_wishes(request.user, form.wishes, by=request.user, at=now())
        messages.success(request, _("Saved."))
        return redirect("workday:wishes")
    context = {"form": form, "address": request.user.email}
    return render(request, "workday/wishes.html", context, status=422 if form.is_bound else 200)


def _kind(text: str) -> ItemKind | None:
    return ItemKind(text) if text in ItemKind.values else None


def _boxes(page: InboxPage) -> list[Chip]:
    waiting, seen = address(page, seen=False), address(page, seen=True)
    return [
        Chip(pgettext("inbox", "Waiting"), waiting, current=not page.seen),
        Chip(pgettext("inbox", "Seen"), seen, current=page.seen),
    ]


def _kinds(page: InboxPage) -> list[Chip]:
    everything = Chip(pgettext("inbox", "All kinds"), address(page), current=page.only is None)
    others = [Chip(str(one.kind.label), address(page, only=one.kind), one.kind == page.only, one.count) for one in page.kinds]
    return [everything, *others]
