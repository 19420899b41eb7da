"""Claims of one person as the viewer may see them."""

from decimal import Decimal

from malath.cases.models import Case
from malath.justice import rules
from malath.justice.models import Claim, ClaimStep
from malath.justice.queries.pages import ClaimLine, ClaimStepLine
from malath.justice.queries.wall import Viewer
from malath.justice.words import ClaimKind, Step


def claim_lines(case: Case, who: Viewer) -> tuple[ClaimLine, ...] | None:
    """The claims: amounts and days for the person's side, and for a prosecutor, who may ask for restitution; from whom and in
    which words for who reads what that desk wrote. None for the police and the Unit. Two statements."""
    if not rules.sees_claims(who.body):
        return None
    claims = Claim.objects.filter(case=case, key__erased_at__isnull=True).select_related("key", "desk__agency").order_by("-pk")
    steps: dict[int, list[ClaimStep]] = {}
    for row in ClaimStep.objects.filter(claim__case=case).order_by("on", "pk"):
        steps.setdefault(row.claim_id, []).append(row)
    return tuple(_line(row, steps.get(row.pk, []), who) for row in claims)


def is_open(case: Case) -> bool:
    """Whether a claim of a case is not settled. One statement."""
    steps: dict[int, list[tuple[Step, Decimal | None]]] = {}
    rows = ClaimStep.objects.filter(claim__case=case, claim__key__erased_at__isnull=True).order_by("on", "pk")
    for claim, step, amount in rows.values_list("claim_id", "step", "amount"):
        steps.setdefault(claim, []).append((Step(step), amount))
    return not all(map(rules.is_settled, steps.values()))


def _line(row: Claim, rows: list[ClaimStep], who: Viewer) -> ClaimLine:
    reads = who.reads_story(row.desk_id)
    steps = [(Step(one.step), one.amount) for one in rows]
    kind = ClaimKind(row.kind)
    return ClaimLine(
        reference=row.reference,
        kind=kind,
        against=row.opened("against") if reads else "",
        words=row.opened("words") if reads else "",
        sums=rules.sums(steps),
        steps=tuple(ClaimStepLine(Step(one.step), one.amount, one.on) for one in rows),
        over=any(step in rules.ENDS_A_CLAIM for step, _amount in steps),
        may_enforce=not rules.why_not_enforce(steps, kind=kind),
    )
