"""The forms of the bodies a charity may have to tell, as tables in the order of each body's own form."""

from __future__ import annotations

from incidents.domain.forms.barring import DBS, DISCLOSURE_SCOTLAND
from incidents.domain.forms.ccni import CCNI
from incidents.domain.forms.charity_commission import CHARITY_COMMISSION
from incidents.domain.forms.form import Form
from incidents.domain.forms.home_start_uk import HOME_START_UK
from incidents.domain.forms.ico import ICO
from incidents.domain.forms.lado import LADO
from incidents.domain.forms.police import POLICE
from incidents.domain.forms.social_care import ADULTS, CHILDREN
from incidents.domain.policy_words import Nation
from incidents.domain.serious_words import Brand

# By their keys, in the order people read them.
FORMS: dict[str, Form] = {
    form.key: form
    for form in (
        *(CHARITY_COMMISSION, CCNI, ICO, POLICE, LADO, CHILDREN, ADULTS, DBS, DISCLOSURE_SCOTLAND),
        HOME_START_UK,
    )
}


def for_charity(nation: Nation, brand: Brand) -> tuple[Form, ...]:
    """The forms that a charity of this nation and shared name may need, in the order people read them."""
    return tuple(
        form
        for form in FORMS.values()
        if nation in form.nations and (not form.brands or brand in form.brands)
    )
