from datetime import UTC, datetime
import pytest
from incidents.domain.words import Role
from tests.browser.conftest import House, FACES, browser, house
from tests.conftest import sqlite
from tests.cast import join
A="/policy/ask"
SHOTS=[("fts","v","what",A),("fts","v","q",A+"?what=add_family"),("fts","v","err",A+"?what=add_family&put=other.state"),
("fts","v","no",A+"?what=add_family&other.state=supported&network=facebook"),("fts","v","may",A+"?what=own_post&way=good_news"),
("hwd","v","none",A+"?what=own_post&way=harmful"),("cgt","v","many",A+"?what=own_post&way=harmful"),("fts","v","ask",A+"?what=our_page"),("fts","v","start","/"),("fts","v","odd",A+"?what=zzz")]
def test_shots(house):
    now=datetime.now(UTC)
    m={s:join(s,"Vic Vaughan",[Role.REPORTER],[],("volunteer","active"),now) for s in("fts","hwd","cgt")}
    for slug in m:
        page=house.as_member(m[slug],f"/{slug}/")
        for s,_,name,path in SHOTS:
            if s!=slug: continue
            page.goto(f"/{slug}{path}")
            for scheme,width in FACES:
                page.emulate_media(color_scheme=scheme,reduced_motion="reduce"); page.set_viewport_size({"width":width,"height":800})
                page.screenshot(path=f"/tmp/shots/{name}-{scheme}-{width}.png",full_page=True)
                assert page.evaluate("document.documentElement.scrollWidth")<=width
