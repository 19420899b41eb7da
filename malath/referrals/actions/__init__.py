"""The acts of a referral: one function each, from draft to outcome."""

from malath.referrals.actions.answering import (
    accept,
    acknowledge,
    close_desk,
    complete,
    decline,
    escalate,
    hand_over,
    stop,
    withdraw,
)  # fmt: skip
from malath.referrals.actions.base import (
    CannotAccept,
    CannotAcknowledge,
    CannotClose,
    CannotComplete,
    CannotDecline,
    CannotDo,
    CannotHandOver,
    CannotSend,
    CannotWithdraw,
    Stale,
)  # fmt: skip
from malath.referrals.actions.drafting import (
    Given,
    change,
    choose_desk,
    discard,
    draft,
    draft_again,
    send,
)  # fmt: skip
from malath.referrals.actions.meantime import (
    ask,
    count_anew,
    give_feedback,
    hold,
    reply,
    resume,
)  # fmt: skip

__all__ = [
    "CannotAccept", "CannotAcknowledge", "CannotClose", "CannotComplete", "CannotDecline", "CannotDo", "CannotHandOver",
    "CannotSend", "CannotWithdraw", "Given", "Stale", "accept", "acknowledge", "ask", "change", "choose_desk", "close_desk",
    "complete", "count_anew", "decline", "discard", "draft", "draft_again", "escalate", "give_feedback", "hand_over", "hold",
    "reply", "resume", "send", "stop", "withdraw",
]  # fmt: skip
