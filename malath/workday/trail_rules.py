"""Which walls stand inside a file: an event is told to who may open the page that it tells of. Pure."""

from typing import Final

from malath.agencies.words import AgencyKind
from malath.audit.words import Did
from malath.justice import rules as justice
from malath.justice.words import Side
from malath.returns import rules as returns
from malath.support import rules as support

HELP: Final = ("plan.", "goal.", "service.", "follow_up.", "fund.", "panel.", "conference.", "feedback.", "factor.", "care.")
OF_THE_HELP: Final = frozenset(did for did in Did if did.value.startswith(HELP))
HOME: Final = ("return.", "reintegration.", "package.")
OF_A_RETURN: Final = frozenset(did for did in Did if did.value.startswith(HOME))
OF_THE_MATTER: Final = frozenset(did for did in Did if did.value.startswith("justice."))
OF_A_SIDE: Final = frozenset(
    {
        Did.ACCUSED_WRITTEN, Did.ACCUSED_STRUCK, Did.ACCUSED_FREE_OR_NOT, Did.CHARGE_WRITTEN, Did.EXHIBIT_TAKEN,
        Did.EXHIBIT_HANDED, Did.REPROACH_WRITTEN, Did.MANDATE_GIVEN, Did.MANDATE_ENDED, Did.CHARGE_AGGRAVATED,
        Did.PROOF_WRITTEN, Did.PROOF_STRUCK,
    }
)  # fmt: skip
"""What one side of the wall wrote about people: the other does not learn that it did."""
OF_THE_PERSON: Final = frozenset({Did.NOTICES_CHOSEN, Did.NOTICE_TO_GIVE, Did.NOTICE_TOLD, Did.HOME_WISHED})
OF_CLAIMS: Final = frozenset({Did.CLAIM_OPENED, Did.CLAIM_WENT_ON, Did.CLAIM_TO_ENFORCE})


def may_read(event: str, body: AgencyKind, *, looks: bool, in_emergency: bool, writer: AgencyKind | None) -> bool:
    """Whether a viewer of a kind of body is told an event. `looks`: the legal file is open to them; `writer`: the kind of body
    that did it, None for the system."""
    side = justice.side_of(body)
    if event in OF_THE_HELP:
        return support.plans(body) or in_emergency
    if event in OF_A_RETURN:
        return returns.reads(body) or in_emergency
    if event in OF_A_SIDE:
        return looks and writer is not None and justice.side_of(writer) == side
    if event in OF_THE_PERSON:
        return looks and side == Side.PERSON
    if event in OF_CLAIMS:
        return looks and justice.sees_claims(body)
    return looks or event not in OF_THE_MATTER
