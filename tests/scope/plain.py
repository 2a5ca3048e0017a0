"""The definitions read plainly: the YAML files, with the tags that are written within one, and the
parts, put where they belong. Nothing of the product is used here."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

Spec = dict[str, Any]


def read(path: Path) -> Spec:
    """A file, with every scalar as text."""
    with path.open(encoding="utf-8") as file:
        found: Spec = yaml.load(file, Loader=yaml.BaseLoader)
    return found


@cache
def entities_of(definitions: Path) -> dict[str, Spec]:
    """Every entity by name; what an entity is located by and links to stands before it."""
    parts = {path.stem: read(path) for path in sorted((definitions / "parts").glob("*.yaml"))}
    found: dict[str, Spec] = {}
    for path in sorted((definitions / "core").glob("*.yaml")):
        spec = read(path)
        found[spec["entity"]] = _joined(spec, parts)
        for name, tag in spec.get("tags", {}).items():
            found[name] = _joined(_tag(spec, name, tag), parts)
    return _ordered(found)


def fields_of(definitions: Path, entity: str, org_code: str) -> dict[str, Spec]:
    """An entity's fields as the files have them, with those of the county's overlay; `owner` says
    whose each is."""
    core = entities_of(definitions)[entity]
    found = {name: {"owner": "core", **spec} for name, spec in core["fields"].items()}
    overlay = definitions / "counties" / org_code[:6] / f"{entity}.yaml"
    if overlay.exists():
        part = read(overlay)
        found |= {n: {"owner": org_code[:6], **s} for n, s in part.get("add", {}).items()}
        found = {n: s for n, s in found.items() if n not in part.get("remove", [])}
    return found


def links_of(spec: Spec) -> dict[str, str]:
    """The entities that an entity's links lead to, by field."""
    return {n: f["to"] for n, f in spec["fields"].items() if f["type"] == "link"}


def listed_by(definitions: Path, role: str) -> set[str]:
    """The entities whose records a role may list."""
    entities = entities_of(definitions).items()
    return {
        name for name, spec in entities if "list" in spec["access"].get(role, {}).get("may", ())
    }


def _joined(spec: Spec, parts: dict[str, Spec]) -> Spec:
    fields = dict(spec["fields"])
    for name in spec.get("parts", ()):
        fields |= parts[name].get("fields", {})
    return {**spec, "fields": fields}


def _tag(marked: Spec, name: str, tag: Spec) -> Spec:
    to = marked["entity"]
    link = {"type": "link", "label": marked["label"], "to": to, "required": "true"}
    fields = {to: link, **tag.get("fields", {})}
    return {"title": f"{{{to}}}", **tag, "entity": name, "located_by": to, "fields": fields}


def _ordered(entities: dict[str, Spec]) -> dict[str, Spec]:
    """Those that others link to come first."""
    found: dict[str, Spec] = {}

    def take(name: str) -> None:
        for to in links_of(entities[name]).values():
            if to not in found and to != name:
                take(to)
        found[name] = entities[name]

    for name in entities:
        take(name)
    return found
