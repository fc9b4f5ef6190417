"""Where a request ends is said once: a request that says it in two ways is refused (RFC 9112, 6.1 and 6.3).

A front server that believed one of the two and a program that believed the other would disagree about where
the next request begins, and a stranger could write it.
"""

from __future__ import annotations

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError


class PlainRequest(HTTPRequestParser):
    """A request as waitress reads it, with one length or one way of sending in parts, never both."""

    def parse_header(self, header_plus: bytes) -> None:
        """Read the head. Raises ParsingError, which is answered with 400 and the end of the connection."""
        super().parse_header(header_plus)
        in_parts = self.chunked or "TRANSFER_ENCODING" in self.headers
        if in_parts and ("CONTENT_LENGTH" in self.headers or self.version != "1.1"):
            raise ParsingError("The length of this request is not clear")


class PlainChannel(HTTPChannel):
    """A connection on which requests are read so."""

    parser_class = PlainRequest
