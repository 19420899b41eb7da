"""How a course went."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from malath.accounts.http import StaffRequest, staff_required
from malath.foundation.clock import in_amman, now
from malath.training import gates
from malath.training.queries import evaluation as reads


@require_GET
@staff_required
def evaluation(request: StaffRequest, reference: str) -> HttpResponse:
    """What was said, learnt and taught back in a course."""
    at = now()
    row = gates.course_to_deliver(request.user, reference, at=at)
    return render(request, "training/evaluation.html", {"page": reads.evaluation_page(row, in_amman(at).date())})
