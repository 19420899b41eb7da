"""Reading campaigns and sessions, materials and surveys."""

from malath.awareness.queries.campaigns import (
    CampaignLine,
    CampaignPage,
    ReachPage,
    SessionLine,
    amount_text,
    campaign_by_reference,
    campaign_locked,
    campaign_page,
    campaigns,
    money_by_reference,
    money_locked,
    money_written,
    own_desks,
    plan_of,
    reach_page,
    sessions_waiting,
    text,
)
from malath.awareness.queries.materials import (
    FileLine,
    MaterialLine,
    MaterialPage,
    attachment_of,
    content_of,
    content_type,
    facts_of,
    file_by_reference,
    files_of,
    leaning_on_consents,
    live,
    makers_of,
    material_by_reference,
    material_locked,
    material_page,
    materials,
    stand_of,
    transcripts,
)
from malath.awareness.queries.sessions import (
    CalendarPage,
    SessionPage,
    calendar_page,
    session_by_reference,
    session_locked,
    session_page,
    session_planned,
)

__all__ = [
    "CalendarPage", "CampaignLine", "CampaignPage", "FileLine", "MaterialLine", "MaterialPage", "ReachPage", "SessionLine",
    "SessionPage", "amount_text", "attachment_of", "calendar_page", "campaign_by_reference", "campaign_locked",
    "campaign_page", "campaigns", "content_of", "content_type", "facts_of", "file_by_reference", "files_of",
    "leaning_on_consents", "live", "makers_of", "material_by_reference", "material_locked", "material_page", "materials",
    "money_by_reference", "money_locked", "money_written", "own_desks", "plan_of", "reach_page", "session_by_reference",
    "session_locked", "session_page", "session_planned", "sessions_waiting", "stand_of", "text", "transcripts",
]  # fmt: skip
