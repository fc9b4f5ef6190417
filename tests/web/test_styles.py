"""The style sheets: each text can be read in both schemes, one order of layers, nothing from outside."""

import gzip
import re
from itertools import product
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]
SHEETS = {path.name: path.read_text() for path in sorted((HOUSE / "static/css").glob("*.css"))}
PLAIN = {name: re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL) for name, text in SHEETS.items()}
TEMPLATES = [*(HOUSE / "templates").rglob("*.html"), HOUSE / "tests/web/every_part.html"]
SCRIPTS = list((HOUSE / "static/js").glob("*.js"))
LIGHT, DARK = 0, 1
HEX = r"#[0-9a-f]{6}"
COLOURS = {
    name: (light, dark)
    for name, light, dark in re.findall(
        rf"--([\w-]+): light-dark\(({HEX}), ({HEX})\)", PLAIN["tokens.css"].split("@supports")[0]
    )
}
RULES = [
    (sheet, selector.strip(), body)
    for sheet, text in PLAIN.items()
    for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", text)
]
STATEMENT = re.compile(r"@layer ([\w, -]+);")

# What stands on what. Text on a plain ground, and text on the soft ground of a notice, card or tag.
PLAIN_GROUNDS = ("page", "card", "tint", "brand-soft")
SOFT_GROUNDS = ("danger-soft", "warn-soft", "good-soft")
TEXT_PAIRS = [
    *product(("ink", "ink-soft", "link", "brand", "danger", "good"), PLAIN_GROUNDS),
    *product(("ink", "ink-soft", "link"), SOFT_GROUNDS),
    ("danger", "danger-soft"), ("warn", "warn-soft"), ("good", "good-soft"), ("calm", "calm-soft"),
    ("on-brand", "brand"), ("on-brand", "brand-deep"), ("on-danger", "danger"),
    ("on-bar", "bar"), ("on-bar", "bar-here"), ("on-practice", "practice"), ("focus-ink", "focus"),
]  # fmt: skip
# Borders and marks that must be seen to use the page: 3:1 (WCAG 1.4.11).
SEEN_PAIRS = [
    *product(("edge", "brand", "danger"), ("page", "card")),
    ("edge", "brand-soft"), ("brand", "brand-soft"), ("danger", "danger-soft"), ("warn", "warn-soft"),
    ("good", "good-soft"), ("brand", "line"), ("bar-line", "bar"), ("focus", "focus-ink"),
]  # fmt: skip


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb, as WCAG 2.2 defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    dim, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dim + 0.05)


def test_the_contrast_formula_gives_the_known_values() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS, ids=[f"{text} on {on}" for text, on in TEXT_PAIRS])
def test_text_can_be_read(text: str, ground: str, scheme: int) -> None:
    assert contrast(COLOURS[text][scheme], COLOURS[ground][scheme]) >= 4.5


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("mark", "ground"), SEEN_PAIRS, ids=[f"{mark} on {on}" for mark, on in SEEN_PAIRS])
def test_borders_and_marks_can_be_seen(mark: str, ground: str, scheme: int) -> None:
    assert contrast(COLOURS[mark][scheme], COLOURS[ground][scheme]) >= 3


def test_every_text_and_ground_that_a_rule_names_together_is_measured() -> None:
    missing = []
    for sheet, selector, body in RULES:
        text = re.search(r"(?<![\w-])color: var\(--([\w-]+)\)", body)
        ground = re.search(r"background: var\(--([\w-]+)\)", body)
        if text and ground and (text[1], ground[1]) not in TEXT_PAIRS:
            missing.append(f"{sheet}: {selector}: {text[1]} on {ground[1]}")
        if text and text[1] not in {pair[0] for pair in TEXT_PAIRS}:
            missing.append(f"{sheet}: {selector}: {text[1]}")
    assert missing == []


def test_every_ground_is_in_the_table() -> None:
    grounds = {name for _, _, body in RULES for name in re.findall(r"background: var\(--([\w-]+)\)", body)}
    # These two fill the bars of "step 2 of 7" and carry no text.
    assert grounds - {"line", "brand"} <= {ground for _, ground in TEXT_PAIRS}


def test_old_browsers_get_the_light_colours() -> None:
    plain = dict(re.findall(rf"--([\w-]+): ({HEX});", PLAIN["tokens.css"].split("@supports")[1]))
    assert plain == {name: light for name, (light, _) in COLOURS.items()}


def test_only_the_tokens_name_colours() -> None:
    named = {
        name: re.findall(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgba?|hsla?|oklch|oklab|hwb)\(", text)
        for name, text in PLAIN.items()
        if name != "tokens.css"
    }
    assert not any(named.values()), named


def test_every_token_that_is_used_is_defined_and_every_one_defined_is_used() -> None:
    everything = "".join(PLAIN.values())
    defined = set(re.findall(r"(?<![\w(-])--([\w-]+):", everything))
    used = set(re.findall(r"var\(--([\w-]+)\)", everything))
    assert used == defined


def test_the_order_of_the_layers_is_stated_once_and_focus_is_last() -> None:
    statements = {name: STATEMENT.findall(text) for name, text in PLAIN.items()}
    assert [name for name, found in statements.items() if found] == ["tokens.css"]
    (order,) = statements["tokens.css"]
    layers = order.split(", ")
    assert layers[-1] == "focus"
    assert {name for text in PLAIN.values() for name in re.findall(r"@layer ([\w-]+) \{", text)} == set(
        layers
    )


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_rule_lies_in_a_layer(sheet: str) -> None:
    depth_of_layer, depth, outside = None, 0, []
    for part in re.findall(r"[^{}]+\{|\}", STATEMENT.sub("", PLAIN[sheet])):
        if part == "}":
            depth -= 1
            depth_of_layer = None if depth_of_layer == depth else depth_of_layer
            continue
        prelude = part[:-1].strip()
        if prelude.startswith("@layer") and depth_of_layer is None:
            depth_of_layer = depth
        elif depth_of_layer is None and not prelude.startswith(("@media", "@supports", "@page")):
            outside.append(prelude)
        depth += 1
    assert outside == []


def test_nothing_comes_from_outside() -> None:
    assert not [name for name, text in PLAIN.items() if re.search(r"url\(|@import|https?:|//", text)]
    for script in SCRIPTS:
        assert not re.search(r"https?:|fetch\(|localStorage|sessionStorage|innerHTML", script.read_text()), (
            script
        )


def test_all_sheets_together_stay_under_twelve_kilobytes() -> None:
    assert sum(len(gzip.compress(text.encode())) for text in SHEETS.values()) <= 12 * 1024


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_sheet_is_short_enough_to_read(sheet: str) -> None:
    assert len(SHEETS[sheet].splitlines()) < 250
    assert SHEETS[sheet].startswith("/*"), "a sheet opens with a sentence saying its job"


def test_dark_printed_and_high_contrast_readers_are_thought_of() -> None:
    everything = "".join(PLAIN.values())
    for query in ("forced-colors: active", "prefers-reduced-motion", "color-scheme: light dark"):
        assert query in everything
    # Movement is only ever added for those who did not ask for less.
    moving = [sel for _, sel, body in RULES if re.search(r"(?<!-)(transition|animation):", body)]
    assert moving == [".button, .option"]


def classes_styled() -> set[str]:
    """Every class that a rule names."""
    return {name for _, selector, _ in RULES for name in re.findall(r"\.([a-z][\w-]*)", selector)}


def classes_written(path: Path) -> set[str]:
    """Every class that a template writes out whole (not those put together from a value)."""
    text = re.sub(r"\{#.*?#\}", "", path.read_text(), flags=re.DOTALL)
    lists = re.findall(r'class="((?:\{[{%].*?[%}]\}|[^"])*)"', text)
    words = {word for written in lists for word in re.sub(r"\{[{%].*?[%}]\}", " ~", written).split()}
    return {word for word in words if re.fullmatch(r"[a-z][\w-]*[a-z0-9]", word)}


@pytest.mark.parametrize("path", TEMPLATES, ids=[str(path.relative_to(HOUSE)) for path in TEMPLATES])
def test_every_class_in_a_template_has_a_style(path: Path) -> None:
    assert classes_written(path) - classes_styled() == set()


def test_every_styled_class_is_drawn_somewhere() -> None:
    drawn = "".join(path.read_text() for path in [*TEMPLATES, *SCRIPTS])
    # Put together from a value: tag-{{ tone }}, notice-{{ tone }}, input-{{ width }}.
    built = tuple(re.findall(r"([a-z]+-)\{\{", drawn))
    dead = [
        name for name in classes_styled()
        if not re.search(rf"(?<![\w-]){name}(?![\w-])", drawn) and not name.startswith(built)
    ]  # fmt: skip
    assert dead == []
