"""The process that opens a picture nobody has looked at yet: few rights, small limits, only standard input.

Run by `picture.py` as a file of its own, so that nothing of the program is loaded into it. Argument: the
longest side of the copy. It answers with a PNG that holds pixels and nothing else, or ends with an error.
"""

from __future__ import annotations

import io
import resource
import sys

from PIL import Image, ImageOps

_MEMORY = 512 * 1024 * 1024
_SECONDS = 20
_MOST_PIXELS = 50_000_000
_KINDS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF")


def main() -> None:
    """Read a picture, write a PNG of it."""
    longest = int(sys.argv[1])
    for what, most in (
        (resource.RLIMIT_AS, _MEMORY),
        (resource.RLIMIT_CPU, _SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
    ):
        resource.setrlimit(what, (most, most))
    Image.MAX_IMAGE_PIXELS = None  # asked below, from the header, before any pixel is unpacked
    with Image.open(io.BytesIO(sys.stdin.buffer.read()), formats=_KINDS) as opened:
        if opened.width * opened.height > _MOST_PIXELS:
            sys.exit("too many pixels")
        opened.draft("RGB", (longest, longest))
        picture = ImageOps.exif_transpose(opened)
        picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
        picture.thumbnail((longest, longest))
        picture.info.clear()
        out = io.BytesIO()
        picture.save(out, "PNG")
    sys.stdout.buffer.write(out.getvalue())


if __name__ == "__main__":
    main()
