"""What all acts of training share."""

from malath.training.words import WhyNot


class CannotTrain(Exception):
    """Something about training is not done as asked."""

    def __init__(self, reasons: list[WhyNot]) -> None:
        super().__init__(*[reason.value for reason in reasons])
        self.reasons = reasons


def refuse(reasons: list[WhyNot]) -> None:
    if reasons:
        raise CannotTrain(reasons)
