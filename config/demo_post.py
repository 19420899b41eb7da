"""What leaves the demonstration, and what its data protection officer can look at: into folders, to nobody."""

from datetime import datetime, timedelta

from config.demo_cast import House
from malath.accounts import queries as accounts
from malath.audit import actions as audit
from malath.foundation.references import new_reference
from malath.inbox.actions import posting as posting_acts
from malath.inbox.models import Posting
from malath.inbox.words import Channel, Failure
from malath.privacy.search import search_page

SOUGHT = (("Almaz Tesfaye", None), ("Maryam Hassan", 1998), ("Nobody of this name", 1970), ("Fatuma Ali Hassan", 1996))
KEEPER = "keeper@demo.invalid"


def it_leaves(house: House, now: datetime) -> None:
    """The trail is signed and its state on the way to another body, some searched for people, one address is wrong."""
    administrator, officer = house.named("Adam Demo"), house.named("Jamil Demo")
    _search(house, now)
    audit.record_refusal(new_reference(), by=house.named("Zayd Demo"), at=now - timedelta(hours=3))
    posting_acts.add_destination(Channel.MAIL, KEEPER, daily=True, by=administrator, at=now - timedelta(days=2))
    audit.checkpoint(at=now - timedelta(hours=2))
    posting_acts.print_checkpoint(by=officer, at=now - timedelta(hours=2))
    posting_acts.plan_checkpoints(now)
    posting_acts.plan_news(now)
    refused = Posting.objects.filter(user__isnull=False, ended_at__isnull=True).order_by("pk").last()
    if refused is not None:
        posting_acts.claim(refused, at=now)
        posting_acts.mark_failed(refused, Failure.REFUSED, at=now)


def _search(house: House, now: datetime) -> None:
    for number, who in enumerate(("Rima Demo", "Rima Demo", "Zayd Demo", "Tariq Demo")):
        user, at, (name, year) = house.named(who), now - timedelta(hours=4 * number + 1), SOUGHT[number]
        search_page(accounts.holdings(user, at), user, name, year, at)
