"""Draws which state may follow which, from the tables in the rules, into docs/referral-states.md, docs/case-states.md,
docs/identification-states.md, docs/proceeding-states.md and docs/fund-states.md.

python -m tools.states --check | --write
"""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from django.db.models import TextChoices

from malath.accounts.roles import Role
from malath.agencies.words import AgencyKind
from malath.cases import rules as cases
from malath.identification import rules as identification
from malath.identification.words import Stage
from malath.justice import rules as justice
from malath.referrals import rules as referrals
from malath.referrals.words import Status
from malath.support import rules as support
from malath.support.words import FundState
from tools.words import arabic_of, word

ROOT = Path(__file__).resolve().parent.parent
HEAD = "| State | Arabic | Code name | May go on to |\n|---|---|---|---|"
# The act that leads to each state of a referral, whatever the state before.
ACTS = {
    Status.DRAFT: "draft",
    Status.SENT: "send",
    Status.ACKNOWLEDGED: "acknowledge",
    Status.ACCEPTED: "accept",
    Status.DECLINED: "decline",
    Status.WITHDRAWN: "withdraw",
    Status.STOPPED: "stop",
    Status.COMPLETED: "complete",
}

# The act that leads to each stage of identification; back to waiting, a proposal was sent back or lapsed.
STEPS = {
    Stage.PROPOSED: "propose",
    Stage.DECIDED: "confirm",
    Stage.REVIEW: "ask_review",
    Stage.REVIEWED: "settle_review",
}

# The act that leads to each state of a request to the fund; back to the committee, `send_grant_back`.
DECIDING = {
    FundState.PROPOSED: "propose_grant",
    FundState.GRANTED: "confirm_grant",
    FundState.REFUSED: "confirm_grant",
    FundState.WITHDRAWN: "withdraw_request",
    FundState.STOPPED: "stop_request",
}

S = TypeVar("S", bound=TextChoices)


@dataclass(frozen=True)
class Drawing(Generic[S]):
    """A table of states to draw: its name on the page, the table, and the acts that lead to a state."""

    name: str
    following: Mapping[S, frozenset[S]]
    acts: Mapping[S, str]


REFERRALS = Drawing("referrals", referrals.NEXT, ACTS)
CASES = Drawing("cases", cases.NEXT, {})
IDENTIFICATION = Drawing("identification", identification.NEXT, STEPS)
PROCEEDINGS = Drawing("proceedings", justice.NEXT, {})
FUND = Drawing("fund", support.FUND_NEXT, DECIDING)
PAGES: dict[Path, tuple[Drawing[Any], ...]] = {
    ROOT / "docs" / "referral-states.md": (REFERRALS,),
    ROOT / "docs" / "case-states.md": (CASES,),
    ROOT / "docs" / "identification-states.md": (IDENTIFICATION,),
    ROOT / "docs" / "proceeding-states.md": (PROCEEDINGS,),
    ROOT / "docs" / "fund-states.md": (FUND,),
}
HEAD_OF_DECIDERS = "| Status | Set by hand by | In the role |\n|---|---|---|"


def main(wish: str) -> int:
    return max(keep(path, wish) for path in PAGES)


def keep(path: Path, wish: str) -> int:
    now = path.read_text(encoding="utf-8")
    wanted = page(path, now)
    if wish == "--write":
        path.write_text(wanted, encoding="utf-8")
    elif now != wanted:
        print(f"docs/{path.name} is not up to date: python -m tools.states --write")
        return 1
    return 0


def page(path: Path, text: str) -> str:
    """The page with its drawings made anew; what stands around them is kept by hand."""
    for drawing in PAGES[path]:
        text = put(text, drawing.name, drawn(drawing))
    return put(text, "deciders", deciders()) if CASES in PAGES[path] else text


def deciders() -> str:
    """Who sets which status of a case by hand, in the order of the way."""
    lines, arabic = [HEAD_OF_DECIDERS], arabic_of()
    for status in cases.NEXT:
        bodies, roles = cases.DECIDES.get(status, (frozenset(), frozenset()))
        whom = ", ".join(word(kind, arabic).english for kind in AgencyKind if kind in bodies)
        whom = whom or "nobody: it follows from an act"
        who = ", ".join(word(role, arabic).english for role in Role if role in roles) or "–"
        lines.append(f"| {word(status, arabic).english} | {whom} | {who} |")
    return "\n".join([*lines, ""])


def put(text: str, name: str, made: str) -> str:
    begin, end = f"<!-- {name}: written by python -m tools.states --write -->", "<!-- end -->"
    before, _, rest = text.partition(begin)
    return f"{before}{begin}\n\n{made}\n{end}{rest.partition(end)[2]}"


def drawn(drawing: Drawing[S]) -> str:
    return "\n".join(["```mermaid", *lines(drawing), "```", "", HEAD, *rows(drawing), ""])


def lines(drawing: Drawing[S]) -> Iterator[str]:
    """A state diagram; its beginning is the first state, and any other to which none leads."""
    yield "stateDiagram-v2"
    reached = {state for following in drawing.following.values() for state in following}
    first = next(iter(drawing.following))
    for state in drawing.following:
        if state not in reached or state == first:
            yield f"    [*] --> {state.value}{labelled(drawing, state)}"
    for state, following in drawing.following.items():
        for after in in_order(drawing, following):
            yield f"    {state.value} --> {after.value}{labelled(drawing, after)}"
        if not following:
            yield f"    {state.value} --> [*]"


def labelled(drawing: Drawing[S], state: S) -> str:
    return f": {drawing.acts[state]}" if state in drawing.acts else ""


def rows(drawing: Drawing[S]) -> Iterator[str]:
    arabic = arabic_of()
    for state, following in drawing.following.items():
        said = word(state, arabic)
        then = ", ".join(word(after, arabic).english for after in in_order(drawing, following))
        yield f"| {said.english} | {said.arabic} | `{said.code}` | {then or 'nothing: it is the end'} |"


def in_order(drawing: Drawing[S], states: frozenset[S]) -> list[S]:
    return [state for state in drawing.following if state in states]


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
