"""The shared name a charity works under, as its own registered name says it."""

from __future__ import annotations

from incidents.domain.policy import Policy
from incidents.domain.serious_words import Brand

# Both national bodies ask their members to begin their name with the shared one.
_BEGINS = (("home-start", Brand.HOME_START), ("healthwatch", Brand.HEALTHWATCH))


def brand_of(policy: Policy) -> Brand:
    """The shared name with which the charity's own name begins, or none; nothing else is guessed from."""
    name = policy.name.casefold()
    return next((brand for begins, brand in _BEGINS if name.startswith(begins)), Brand.NONE)
