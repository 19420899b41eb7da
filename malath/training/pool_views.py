"""Pages of the pool as a whole: its report, and the tree of who trained whom."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from malath.accounts.http import StaffRequest, holdings_of, power_required
from malath.accounts.roles import Power
from malath.foundation.clock import now
from malath.training import gates
from malath.training.queries import officers
from malath.training.queries import pool as reads
from malath.training.queries import tree as trees
from malath.ui.text import clean_line


@require_GET
@power_required(Power.COORDINATE, Power.SEE_FIGURES, Power.READ_FIGURES)
def pool(request: StaffRequest) -> HttpResponse:
    """The report of the pool: exact for whoever runs it, in steps of five for others who read figures."""
    page = reads.pool_page(now(), exact=officers.runs(holdings_of(request)))
    return render(request, "training/pool.html", {"page": page})


@require_GET
@power_required(Power.COORDINATE)
def tree(request: StaffRequest) -> HttpResponse:
    """Who trained whom, all of it, a branch of it, or what a word finds in it."""
    word, start = clean_line(request.GET.get("word", ""))[:60], request.GET.get("from", "")
    page = trees.tree_page(gates.trainer_in_tree(start) if start else None, word)
    return render(request, "training/tree.html", {"page": page, "open_to": 99 if "open" in request.GET else 1})
