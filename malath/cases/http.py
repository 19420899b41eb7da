"""Where a new case leads on to, and what is carried there: typed before the file was open, never read here."""

from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse
from django.shortcuts import redirect

from malath.accounts.http import StaffRequest
from malath.foundation.references import is_reference

SCREENING: Final = "screening"
CARRIED: Final = ("s-", "list")
MOST: Final = 250


@dataclass(frozen=True)
class Onward:
    """After opening: to the case, or on to a screening of it, with what was typed before (decision 0058). `situation`: of
    which the case becomes a part."""

    then: str = ""
    situation: str = ""
    carried: tuple[tuple[str, str], ...] = ()

    def go(self, reference: str) -> HttpResponse:
        """The page that follows. What is carried goes along in the body of the request and stands in no address."""
        if self.carried:
            return redirect("screening:begin", reference, preserve_request=True)
        return redirect("screening:of_case" if self.then == SCREENING else "workday:case", reference)


def onward_in(request: StaffRequest) -> Onward:
    """Where a request leads on to."""
    given = request.POST if request.method == "POST" else request.GET
    situation, then = given.get("situation", ""), given.get("then", "")
    carried = [(name, value) for name in request.POST if name.startswith(CARRIED) for value in request.POST.getlist(name)]
    return Onward(then if then == SCREENING else "", situation if is_reference(situation) else "", tuple(carried[:MOST]))
