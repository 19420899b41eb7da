"""Which files are of one person, for whoever counts people."""

from malath.linkage.models import Member


def standing_together() -> dict[int, str]:
    """The mark of the cluster of each file that stands together with others, by the number of its person."""
    return {person_id: str(cluster) for person_id, cluster in Member.objects.values_list("person_id", "cluster").iterator()}
