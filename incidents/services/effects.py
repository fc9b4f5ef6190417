"""What a step brings about besides its state: clauses cited, tasks, access, matters begun. One row for each step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from incidents.domain.fields import LONDON, Data, Kind
from incidents.domain.lifecycle import CLOSED_CIRCLE
from incidents.domain.machine import Transition
from incidents.domain.words import Role
from incidents.services import charity as charities
from incidents.services import joining
from incidents.services.actors import Member
from incidents.services.changing import Change
from incidents.store.models import Citation, Task
from incidents.store.queries import people
