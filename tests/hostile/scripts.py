"""Words that are no words: what somebody types who wants a page, a paper, a mail or a table to do something.

`CANARY` is the name that every script in here would bring along: as an element, an attribute or a call. No
element, attribute or formula of that name may ever come to be. `COUNTED` is what a template would work out.
"""

from __future__ import annotations

CANARY = "zzcanary"
COUNTED = str(7 * 7919)

SCRIPTS: tuple[str, ...] = (
    f"<script>{CANARY}()</script>",
    f"</script><script>{CANARY}()</script>",
    f"</textarea><{CANARY}>",
    f"</title><{CANARY}>",
    f"</style><{CANARY}>",
    f"--><{CANARY}>",
    f"]]><{CANARY}>",
    f"<{CANARY}>",
    f"<{CANARY} ",
    f'"><{CANARY}>',
    f"'><{CANARY}>",
    f'" {CANARY}="1',
    f"' {CANARY}='1",
    f'" onfocus="{CANARY}()" autofocus="',
    f"' onmouseover='{CANARY}()' x='",
    f"` onclick=`{CANARY}()` x=`",
    f"x onerror={CANARY}() ",
    f"<img src=x onerror={CANARY}()>",
    f"<img src=x:x onerror={CANARY}()//",
    f"<svg onload={CANARY}()>",
    f"<svg><animate onbegin={CANARY}() attributeName=x dur=1s>",
    f"<svg><script>{CANARY}()</script></svg>",
    f"<math><mi xlink:href=javascript:{CANARY}()>x",
    f"<iframe srcdoc='<{CANARY}>'></iframe>",
    f"<body onload={CANARY}()>",
    f"<input autofocus onfocus={CANARY}()>",
    f"<details open ontoggle={CANARY}()>",
    f"<a href=javascript:{CANARY}()>x</a>",
    f"<form action=javascript:{CANARY}()><button>x",
    f"<base href=//{CANARY}.example/>",
    f"<meta http-equiv=refresh content=0;url=//{CANARY}.example>",
    f"<link rel=stylesheet href=//{CANARY}.example/x.css>",
    f"<style>@import '//{CANARY}.example';</style>",
    f"<object data=javascript:{CANARY}()>",
    f"<template><{CANARY}></template>",
    f"<!--<{CANARY}>",
    f"&lt;{CANARY}&gt;",
    f"&#60;{CANARY}&#62;",
    f"%3C{CANARY}%3E",
    f"\\u003c{CANARY}\\u003e",
    f"\uff1c{CANARY}\uff1e",
    f"javascript:{CANARY}()",
    f"JaVaScRiPt:{CANARY}()",
    f"data:text/html,<{CANARY}>",
    f"vbscript:{CANARY}()",
    "{{7*7919}}",
    "{% print(7*7919) %}",
    "${7*7919}",
    "#{7*7919}",
    "<%= 7*7919 %>",
    "{{config.items()}}",
    "{0.__class__}%(x)s%s%n",
    "#eval(\"7*7919\")",
    "#(7*7919)",
    f"#link(\"https://{CANARY}.example\")[x]",
    "#read(\"/etc/passwd\")",
    "$ 7*7919 $",
    "*bold* _x_ `raw` = heading <label> @label // c /* c",
    "=7*7919",
    f"=HYPERLINK(\"https://{CANARY}.example\",\"x\")",
    "=cmd|' /C calc'!A0",
    "+7*7919",
    "-7*7919",
    "@SUM(7,7919)",
    ";=7*7919",
    f"[x](javascript:{CANARY}())",
    f"![x](https://{CANARY}.example/x.png)",
    f"<!DOCTYPE x [<!ENTITY y SYSTEM \"file:///etc/passwd\">]><x>&y;{CANARY}</x>",
    "<?xml version='1.0'?><x/>",
    "BEGIN:VEVENT",
    "\\nX-WR-CALNAME:x\\,;",
    "undefined null NULL nan None true",
    "'; DROP TABLE case_file; --",
    "../../etc/passwd",
    "مرحبا בעולם",
    "e\u0301\u200b\u200d\ufeff🙂",
    "W" * 150,
)  # fmt: skip
# With line ends: only where a text may have them.
LINES: tuple[str, ...] = (
    f"x\nBcc: {CANARY}@example.org",
    f"x\r\nSubject: {CANARY}",
    f"x\r\n\r\n<{CANARY}>",
    f"x\r\nATTENDEE:{CANARY}",
    "x\n=7*7919",
    "\t=7*7919",
)
# What turns the words that follow it; read without it.
TURNING = f"\u202e>{CANARY}<\u2066x"
TEXT = "\n".join((*SCRIPTS, *LINES, TURNING))


def line(number: int) -> str:
    """One string of the corpus for a box of one line, another for each number."""
    return SCRIPTS[number % len(SCRIPTS)]
