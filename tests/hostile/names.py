"""Names that climb, begin at the root, name devices, turn round, or say what the file is not."""

from __future__ import annotations

from tests.hostile.row import PROGRAM, Row, picture

_PICTURE = picture("PNG")
# sentence, name
_NAMES = (
    ("a name that climbs far", "../" * 40 + "etc/shadow.png"),
    ("a name that climbs in capitals of the web", "%2e%2e%2f%2e%2e%2fetc%2fpasswd.png"),
    ("a name that climbs with both slashes", "..\\../..\\x.png"),
    ("a name that climbs by wide slashes", "\uff0e\uff0e\uff0fetc\u2215passwd.png"),
    ("a name that begins at the root", "/etc/cron.d/x.png"),
    ("a name on a drive", "C:\\Windows\\System32\\x.png"),
    ("a name on another computer", "\\\\evil.example\\share\\x.png"),
    ("a name of a second stream", "x.png:evil.png"),
    ("a name of a home", "~root/.ssh/x.png"),
    ("a name of a variable", "${HOME}/%APPDATA%/x.png"),
    ("a name that asks a shell", "$(touch x)`id`;rm -rf *|x.png"),
    ("a name with an option", "--checkpoint-action=exec=sh.png"),
    ("a name of one dot", "."),
    ("a name of two dots", ".."),
    ("a name that is hidden", ".htaccess.png"),
    ("a name of spaces", "   .png"),
    ("a name that ends with dots", "x.png..."),
    ("a name that ends with a space", "x.png "),
    ("a name with a NUL before the ending", "x.png\x00.exe.png"),
    ("a name that turns round", "x\u202egpj.png"),
    ("a name that turns round inside marks", "x\u2067\u2066gpj\u2069\u2069.png"),
    ("a name with marks nobody sees", "x\u200b\u200d\ufeff.png"),
    ("a name of letters that look like others", "\u0440\u0430ypal.png"),
    ("a name of marks upon marks", "x" + "\u0301" * 300 + ".png"),
    ("a name of little pictures", "\U0001f468\u200d\U0001f469\u200d\U0001f467.png"),
    ("a name of half a pair", "x\ud800.png"),
    ("a name of private letters", "\ue000\uf8ff.png"),
    ("a name with line breaks", "a\nb\r\nc.png"),
    ("a name with tabs", "a\tb.png"),
    ("a name with a bell and an escape", "a\x07\x1b[2Jb.png"),
    ("a name with quotes", "a\"b'c`d.png"),
    ("a name that is a page", "<svg onload=alert(1)>.png"),
    ("a name that is a template", "{{ config }}{% raw %}.png"),
    ("a name that calculates", "=HYPERLINK(1).png"),
    ("a name that asks the database", "x'); DROP TABLE evidence;--.png"),
    ("a name of four thousand letters", "x" * 4_000 + ".png"),
    ("a name of four thousand wide letters", "漢" * 4_000 + ".png"),
    ("a name with a second ending of four hundred letters", "x.png." + "y" * 400),
    *((f"a device of Windows, {one}", f"{one}.png") for one in ("PRN", "AUX", "NUL", "COM1", "LPT9", "con")),
)  # fmt: skip
_OPAQUE = {"x.png...", "x.png:evil.png", "x.png "}


def _row(sentence: str, name: str) -> Row:
    ending = name.rpartition(".")[2]
    strange = "." in name.strip(".") and ending.strip().lower() not in ("png", "")
    return Row(sentence, name, _PICTURE, "png", f"ends in .{ending[:20]}" if strange else "", opaque=strange)


NAMES = (
    *(_row(sentence, name) for sentence, name in _NAMES),
    Row("a program whose ending is turned round", "x\u202egnp.exe", _PICTURE, words=PROGRAM),
    Row("a program whose ending has a mark nobody sees", "x.ex\u200be", _PICTURE, words=PROGRAM),
    Row("a program far behind spaces", "x.png" + " " * 60 + ".exe", _PICTURE, words=PROGRAM),
    Row("a program whose name is too long to be shown", "x" * 500 + ".exe", _PICTURE, words=PROGRAM),
)
