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
    CannotAskAnother,
    Given,
    change,
    choose_desk,
    discard,
    draft,
    draft_again,
    send,
)  # fmt: skip
from malath.referrals.actions.meantime import (
    CannotAsk,
    CannotGiveFeedback,
    CannotHold,
    CannotReply,
    ask,
    give_feedback,
    hold,
    reply,
    resume,
)  # fmt: skip

__all__ = [
    "CannotAccept", "CannotAcknowledge", "CannotAsk", "CannotAskAnother", "CannotClose", "CannotComplete", "CannotDecline",
    "CannotDo", "CannotGiveFeedback", "CannotHandOver", "CannotHold", "CannotReply", "CannotSend", "CannotWithdraw", "Given",
    "Stale", "accept", "acknowledge", "ask", "change", "choose_desk", "close_desk", "complete", "decline", "discard", "draft",
    "draft_again", "escalate", "give_feedback", "hand_over", "hold", "reply", "resume", "send", "stop", "withdraw",
]  # fmt: skip
