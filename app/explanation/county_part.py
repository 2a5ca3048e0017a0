"""What a county's overlay says of a field, and in which line."""

from collections.abc import Iterator, Mapping
from gettext import gettext as _
from typing import Any

from app.explanation.line import Line
from models.definitions import Catalogue
from models.source import Document, Place


def overlay_of(catalogue: Catalogue, county: str, entity: str) -> Document | None:
    """The file in which a county extends an entity."""
    for file, document in catalogue.documents.items():
        if f"/counties/{county}/" in file and _head(document).get("extend") == entity:
            return document
    return None


def removed_at(overlay: Document, name: str) -> Place | None:
    """Where a county takes a field away, if it does."""
    removed = _head(overlay).get("remove")
    if isinstance(removed, list) and name in removed:
        return overlay.place(("remove", removed.index(name)))
    return None


def county_lines(catalogue: Catalogue, county: str, entity: str, name: str) -> Iterator[Line]:
    """What the county adds or changes."""
    about = _("in county %(county)s") % {"county": county}
    overlay = overlay_of(catalogue, county, entity)
    core = catalogue.entities[entity].fields.get(name)
    if overlay and core is None:
        yield Line(about, _("added by the county"), overlay.place(("add", name), of="key"))
        return
    changed = (_head(overlay).get("change") or {}).get(name) if overlay else None
    if not (overlay and changed):
        yield Line(about, _("as in the core"))
        return
    for option, value in changed.items():
        before = getattr(core, option, "")
        values = {"option": option, "value": value, "before": before}
        said = _("%(option)s: %(value)s (in the core: %(before)s)") % values
        yield Line(about, said, overlay.place(("change", name, option)))


def _head(document: Document) -> Mapping[str, Any]:
    return document.value if isinstance(document.value, dict) else {}
