"""Who was trained, for figures: since when an account has a certificate. Never a test, a mark or a name."""

from datetime import datetime

from django.db.models import Min

from malath.training.models import Certificate


def trained_since() -> dict[str, datetime]:
    """By the reference of each account whose officer has a certificate that was not revoked, when the first one was given."""
    rows = Certificate.objects.filter(ended_at__isnull=True, nomination__officer__user__isnull=False)
    return dict(rows.values_list("nomination__officer__user__reference").annotate(first=Min("at")))
