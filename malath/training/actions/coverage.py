"""How many officers are in post, as somebody counted them."""

from datetime import date, datetime

from malath.agencies.models import Agency
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.foundation import clock
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.training import rules
from malath.training.actions.base import refuse
from malath.training.models import PostsCount


@act
def count_posts(
    agency: Agency, directorate: str, posts: int, counted_on: date, source: str, *, by: Actor, at: datetime
) -> PostsCount:
    """So many officers are in post in a directorate, as a source of a day says; a newer day counts from now on. Errors:
    `CannotTrain`."""
    refuse(rules.why_not_count(posts, counted_on, clock.in_amman(at).date(), source))
    row = PostsCount.objects.create(
        agency=agency, directorate=directorate, posts=posts, counted_on=counted_on, source=source, by=by.reference, at=at
    )
    audit.record(Did.POSTS_COUNTED, subject=agency.reference, by=by, at=at, facts={"posts": str(posts)})
    return row
