"""START HERE: the nine machines, one file each, one table each."""

from incidents.domain.lifecycle.board_conduct import BOARD_CONDUCT
from incidents.domain.lifecycle.case import CASE
from incidents.domain.lifecycle.containment import CONTAINMENT
from incidents.domain.lifecycle.discipline import DISCIPLINE
from incidents.domain.lifecycle.external_report import EXTERNAL_REPORT
from incidents.domain.lifecycle.response import RESPONSE
from incidents.domain.lifecycle.standing import CLOSED_CIRCLE, CONDUCT, FITS, OPEN_BEFORE_TRIAGE
from incidents.domain.lifecycle.support import SUPPORT
from incidents.domain.lifecycle.trustee_review import TRUSTEE_REVIEW
from incidents.domain.lifecycle.volunteer_exit import VOLUNTEER_EXIT
from incidents.domain.machine import Machine

MACHINES: dict[str, Machine] = {
    machine.name: machine
    for machine in (
        CASE,
        CONTAINMENT,
        RESPONSE,
        SUPPORT,
        DISCIPLINE,
        VOLUNTEER_EXIT,
        BOARD_CONDUCT,
        TRUSTEE_REVIEW,
        EXTERNAL_REPORT,
    )
}

__all__ = ["CASE", "CLOSED_CIRCLE", "CONDUCT", "FITS", "MACHINES", "OPEN_BEFORE_TRIAGE"]
