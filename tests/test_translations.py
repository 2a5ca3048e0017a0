"""Every sentence of ours is said in Chinese, and every label of the definitions in English.
`translations/README.md` says how the catalogues are brought up to date."""

import re
import subprocess
import sys
from collections.abc import Iterator
from typing import cast

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from config import ROOT
from models.definitions import Entity, load_catalogue
from models.fields import Field, SubRows
from models.fields.yes_no import NO, YES

Texts = str | tuple[str, ...] | list[str] | None

FOLDER = ROOT / "translations"
CATALOGUES = {"messages": "zh_Hans_CN", "definitions": "en"}
SOURCES = {
    "messages": ("app", "models", "views", "translations"),
    "definitions": ("forms_yaml", "models"),
}
UPDATE = "bring the catalogues up to date as translations/README.md says"

PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[-.\d]*[a-z]")
CHINESE = re.compile("[\u2e80-\u2fff\u3001-\u9fff\uff00-\uffef]")


def catalogue(domain: str, ending: str = "po") -> Catalog:
    path = FOLDER / CATALOGUES[domain] / "LC_MESSAGES" / f"{domain}.{ending}"
    with path.open("rb") as file:
        return read_po(file) if ending == "po" else read_mo(file)


def messages_of(read: Catalog) -> dict[str, Message]:
    """By the message id, for a plural its singular."""
    return {first(message.id): message for message in read if message.id}


def first(of: Texts) -> str:
    return forms(of)[0]


def forms(of: Texts) -> tuple[str, ...]:
    return (of,) if isinstance(of, str) else tuple(of or ("",))


@pytest.fixture(scope="module", params=CATALOGUES)
def domain(request: pytest.FixtureRequest) -> str:
    return cast(str, request.param)


@pytest.fixture(scope="module")
def said(domain: str, tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The message ids that stand in the source now."""
    template = tmp_path_factory.mktemp("extracted") / f"{domain}.pot"
    babel = (sys.executable, "-m", "babel.messages.frontend", "--quiet", "extract")
    mapping = ("-F", f"translations/{domain}.cfg", "-o", str(template), *SOURCES[domain])
    subprocess.run((*babel, *mapping), cwd=ROOT, check=True, timeout=60)
    with template.open("rb") as file:
        return set(messages_of(read_po(file)))


def test_whatever_is_said_is_translated(domain: str, said: set[str]) -> None:
    translated = {
        message_id
        for message_id, message in messages_of(catalogue(domain)).items()
        if all(forms(message.string)) and not message.fuzzy
    }

    assert len(said) > 300
    assert sorted(said - translated) == [], UPDATE


def test_a_translation_has_the_placeholders_of_its_message(domain: str) -> None:
    different = [
        message_id
        for message_id, message in messages_of(catalogue(domain)).items()
        for string in forms(message.string)
        if sorted(PLACEHOLDER.findall(string)) != sorted(PLACEHOLDER.findall(message_id))
    ]

    assert different == []


def test_what_is_compiled_is_what_is_written(domain: str) -> None:
    translated = messages_of(catalogue(domain)).items()
    written = {i: forms(m.string) for i, m in translated if all(forms(m.string))}

    compiled = {i: forms(m.string) for i, m in messages_of(catalogue(domain, "mo")).items()}

    assert compiled == written, UPDATE


def test_an_english_label_has_no_chinese_in_it() -> None:
    labels = messages_of(catalogue("definitions")).values()

    assert [m.string for m in labels if CHINESE.search(first(m.string))] == []


def test_every_label_of_the_definitions_is_translated() -> None:
    found, problems = load_catalogue(ROOT / "forms_yaml")
    entities = [entity for name in found.entities for entity in found.everywhere(name)]
    labels = {label for entity in entities for label in labels_of(entity)}
    labels |= {term.label for codes in found.vocabularies.values() for term in codes.terms.values()}
    labels |= {codes.label for codes in found.vocabularies.values()}
    labels |= {text for role in found.roles.values() for text in (role.label, role.help)}

    english = messages_of(catalogue("definitions"))

    assert problems == []
    assert sorted(labels - {""} - set(english)) == [], UPDATE
    assert {YES, NO} <= set(english)


def labels_of(entity: Entity) -> Iterator[str]:
    yield from (entity.label, entity.module)
    yield from (section.title for section in entity.sections)
    yield from (rule.message for rule in entity.rules)
    for field in entity.fields.values():
        inner: tuple[Field, ...] = field.fields if isinstance(field, SubRows) else ()
        for one in (field, *inner):
            yield from (one.label, one.help, getattr(one, "unit", ""))
