"""What a check kept, ready for a page: a checked picture, or a drawing of our own."""

from __future__ import annotations

import base64
import json
import struct
import zlib
from dataclasses import dataclass

from autograder.domain import Exhibit
from autograder.exchange.html import charts
from autograder.exchange.html.svg import Drawing
from autograder.locales import Translator

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_MOST_BYTES = 4_000_000
_MOST_PIXELS = 6000


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A PNG as a data URI, with its size in pixels."""

    uri: str
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One exhibit on a page: a picture or a drawing, or neither where it could not be read."""

    title: str
    picture: Picture | None = None
    drawing: Drawing | None = None


def shown(exhibit: Exhibit, *, identity: str, translator: Translator) -> Shown:
    """The exhibit as the page shows it; one that cannot be read keeps its title and says so."""
    title = translator.sentence(exhibit.title)
    try:
        if exhibit.kind == "png":
            return Shown(title=title, picture=picture(exhibit.data))
        return Shown(title=title, drawing=_drawing(exhibit, title, identity, translator))
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, ZeroDivisionError, RecursionError):
        return Shown(title=title)


def picture(data: bytes) -> Picture:
    """The bytes as a picture, if they are a PNG of a reasonable size.

    Only the signature and the header are read here: decoding is the browser's business.

    Raises:
        ValueError: they are not.
    """
    if len(data) > _MOST_BYTES or not data.startswith(_SIGNATURE) or len(data) < 33:
        raise ValueError("not a PNG, or too large")
    length, kind, header, check = struct.unpack(">I4s13sI", data[8:33])
    if length != 13 or kind != b"IHDR" or check != zlib.crc32(kind + header):
        raise ValueError("the PNG's header is damaged")
    width, height = struct.unpack(">II", header[:8])
    if not (0 < width <= _MOST_PIXELS and 0 < height <= _MOST_PIXELS):
        raise ValueError("the picture's size is out of bounds")
    uri = "data:image/png;base64," + base64.b64encode(data).decode("ascii")
    return Picture(uri=uri, width=width, height=height)


def _drawing(exhibit: Exhibit, title: str, identity: str, translator: Translator) -> Drawing:
    data = json.loads(exhibit.data.decode("utf-8"))
    if exhibit.kind == "curves":
        return charts.curves(data["x"], data["series"], title=title, identity=identity, translator=translator)
    if exhibit.kind == "scatter":
        return charts.scatter(
            data["x"], data["y"], data["label"], title=title, identity=identity, translator=translator
        )
    raise ValueError(f"unknown kind of exhibit: {exhibit.kind}")
