"""The pages of the documentation, and what stands in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])

_LINK = re.compile(r"\]\(([^)\s]+)\)")
_FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_NAMED = re.compile(r"^\*\*`([^`]+)`\*\*\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def text(page: Path | str) -> str:
    """The page's text; a string names a page below ``docs``."""
    return (DOCS / page if isinstance(page, str) else page).read_text(encoding="utf-8")


def name(page: Path) -> str:
    """The page's path in the repository, for the names of tests."""
    return page.relative_to(ROOT).as_posix()


def links(page: Path) -> Iterator[tuple[str, str]]:
    """The page's own links as (path, anchor); either may be empty."""
    for link in _LINK.findall(_FENCED.sub("", text(page))):
        if "://" not in link:
            path, _, anchor = link.partition("#")
            yield path, anchor


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", _FENCED.sub("", text(page)), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def section(page: str, heading: str) -> str:
    """What stands under the heading ``## heading``; empty if there is none."""
    parts = re.split(r"^## (.+)$", text(page), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True)).get(heading, "")


def blocks(page: Path, language: str) -> Iterator[str]:
    """The fenced blocks in a language."""
    return (body for kind, body in _FENCED.findall(text(page)) if kind == language)


def files(page: str) -> dict[str, str]:
    """The files that a tutorial shows: a block under its path in bold."""
    return dict(_NAMED.findall(text(page)))
