"""The page of field types."""

import json
from collections.abc import Iterator
from typing import Any

from app.reference.keys_page import default, takes
from app.reference.markdown import block, code, paragraph, table
from models.definitions.field_reader import Standing, idle_keys, may_stand
from models.fields import FIELD_TYPES, Field, Text
from models.fields.masks import MASKS
from models.source import Refused, nested_of, options_of

# Code lists and samples of field types name a list of their own; readers have this one.
_SHOWN_CODES = "sex"


def fields_page() -> str:
    """Every field type, and what all of them have in common."""
    page = "# Field types\n\n`type:` says what a field is. These keys every field has, unless its "
    page += "type says otherwise:\n\n" + _keys(options_of(Field).values())
    page += (
        f"`unique`, `unique_within` and `search` are of the core; {_listed(_county_only())} of a "
    )
    page += "county's fields. A field of `sub_rows` has neither, and no "
    page += f"{_listed(_not_in_rows())}.\n\n"
    page += table(("Mask", "What it does"), [(code(n), _doc(m)) for n, m in MASKS.items()])
    return page + "".join(_type(cls) for _, cls in sorted(FIELD_TYPES.items()))


def field_example(cls: type[Field]) -> str:
    """A field of the type as it is written: the key is the name of the type."""
    return f"{cls.type}: {_written(cls, 'label: 样例', dict(cls.sample_options))}"


def _type(cls: type[Field]) -> str:
    common = options_of(Field)
    own = [s for k, s in {**options_of(cls), **nested_of(cls)}.items() if s != common.get(k)]
    page = f"## {cls.type}\n\n{paragraph(cls.__doc__)}{block('yaml', field_example(cls))}"
    page += _keys(own)
    page += "".join(f"{line}\n" for line in _facts(cls)) + "\n"
    field = cls(name="x", label="样例", **cls.sample_options)
    rows = [(code(_input(raw)), code(_input(field.json(field.parse(raw))))) for raw in cls.samples]
    page += table(("Typed", "Kept as"), rows)
    wrong = [(code(_input(raw)), *_refusal(field, raw)) for raw in cls.refused]
    return page + table(("Refused", "Code", "Message"), wrong)


def _facts(cls: type[Field]) -> Iterator[str]:
    yield f"* In expressions: {cls.kind.label}."
    if cls.filters:
        yield (
            "* Lists filter by it: "
            + ", ".join(
                f"{f.help} ({code(f.operator)})" if f.help else code(f.operator)
                for f in cls.filters
            )
            + "."
        )
    else:
        yield "* Lists do not filter by it."
    if cls.parts:
        yield f"* Parts, for `from:` of another field: {_listed(cls.parts)}."
    plain = options_of(Field)["mask"]
    if options_of(cls).get("mask") == plain:
        yield "* Masked only where `mask:` says so."
    else:
        yield f"* Always masked, as {code(cls.default_mask)}."
    no_keys = [key for key in options_of(Field) if key in _idle(cls) or key not in options_of(cls)]
    if no_keys:
        yield f"* It has no {_listed(no_keys)}."
    places = [where.value for where in Standing if not may_stand(cls, where)]
    words = {"county": "a county's overlay", "rows": "sub-rows"}
    if places:
        yield f"* It cannot stand in {' or '.join(words[place] for place in places)}."


def _idle(cls: type[Field]) -> set[str]:
    core = {key for keys, _ in idle_keys(cls, Standing.CORE) for key in keys}
    return core - set(_county_only())


def _county_only() -> list[str]:
    return [*next(idle_keys(Text, Standing.CORE))[0]]


def _not_in_rows() -> list[str]:
    core, county = (next(idle_keys(Text, where))[0] for where in (Standing.COUNTY, Standing.CORE))
    return [key for key in next(idle_keys(Text, Standing.ROWS))[0] if key not in (*core, *county)]


def _written(cls: type[Field], *first: str | dict[str, Any]) -> str:
    label, given = first
    assert isinstance(given, dict)
    known = {**options_of(cls), **nested_of(cls)}
    parts = [f"type: {cls.type}", str(label)]
    for attribute, value in given.items():
        key = next((k for k, spec in known.items() if spec.attribute == attribute), None)
        if key:
            parts.append(f"{key}: {_SHOWN_CODES if key == 'codes' else _value(value)}")
    return "{" + ", ".join(parts) + "}"


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return "{" + ", ".join(_inner(item) for item in value) + "}"
    text = str(value)
    return f'"{text}"' if text[:1] in "{[\"'*&!%@`" else text


def _inner(field: Field) -> str:
    specs = options_of(type(field)).values()
    given = {s.attribute: getattr(field, s.attribute) for s in specs if s.attribute != "label"}
    changed = {s.attribute: given[s.attribute] for s in specs
               if s.attribute in given and given[s.attribute] != s.default}  # fmt: skip
    return f"{field.name}: {_written(type(field), f'label: {field.label}', changed)}"


def _keys(specs: Any) -> str:
    rows = [(code(s.key), takes(s), default(s), s.help) for s in specs]
    return table(("Key", "Takes", "Default", "Meaning"), rows)


def _input(raw: object) -> str:
    """As JSON, with what cannot be seen written out."""
    text = json.dumps(raw, ensure_ascii=False, default=str)
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)


def _refusal(field: Field, raw: object) -> tuple[str, str]:
    try:
        field.parse(raw)
    except Refused as refusal:
        problem = refusal.at(field.name)
        return f"[{problem.code.id}](problems.md#{anchor(problem.code.id)})", problem.message
    return "", ""


def anchor(code_id: str) -> str:
    """How a heading or a mark of a code is linked to."""
    return code_id.lower().replace(".", "-")


def _listed(names: Any) -> str:
    return ", ".join(code(name) for name in names)


def _doc(mask: Any) -> str:
    return " ".join((mask.__doc__ or "").split())
