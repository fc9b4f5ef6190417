"""The kinds of file a paper can leave as."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from incidents.exports.paper import Paper
from incidents.exports.paper_docx import as_docx
from incidents.exports.paper_json import as_json
from incidents.exports.paper_pdf import as_pdf


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file: what it is for, in words; its type; and what makes it of a paper."""

    label: str
    mimetype: str
    make: Callable[[Paper], bytes]


_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# By the ending of the file's name.
FORMATS: Mapping[str, Format] = {
    "pdf": Format("PDF, for people to read", "application/pdf", as_pdf),
    "docx": Format("DOCX, to work on in a word processor", _DOCX, as_docx),
    "json": Format("JSON, for another computer program", "application/json", as_json),
}
