"""What is true of every field type."""

import json
import unicodedata
from typing import get_args

import pytest

from models.fields import FIELD_TYPES, Field
from models.source import Code, Refused, options_of

from .samples import ALL, BELOW, Sample, refused, sample_field, taken

TAKEN = list(taken())
REFUSED = list(refused())
TYPED = [sample for sample in TAKEN if isinstance(sample.raw, str)]
each_field = pytest.mark.parametrize("field", ALL, ids=lambda field: field.type)
each_taken = pytest.mark.parametrize("sample", TAKEN, ids=str)


def test_every_type_says_what_it_takes_and_what_it_refuses() -> None:
    # A derived value cannot be entered at all.
    assert {s.field.type for s in TAKEN} == set(FIELD_TYPES) - {"derived", "count"}
    assert {s.field.type for s in REFUSED} == set(FIELD_TYPES)


@each_taken
def test_a_sample_is_read_as_its_value(sample: Sample) -> None:
    value = sample.field.parse(sample.raw)

    assert value == sample.value
    assert type(value) is type(sample.value)


@each_taken
def test_a_value_is_read_as_itself(sample: Sample) -> None:
    assert sample.field.parse(sample.value) == sample.value


@pytest.mark.parametrize("sample", [s for s in TAKEN if s.field.type not in BELOW], ids=str)
def test_what_is_written_as_text_is_read_back(sample: Sample) -> None:
    assert sample.field.parse(sample.field.format(sample.value)) == sample.value


@each_taken
def test_what_is_written_as_json_is_read_back(sample: Sample) -> None:
    sent = json.dumps(sample.field.json(sample.value))

    assert sample.field.parse(json.loads(sent)) == sample.value


@pytest.mark.parametrize("sample", REFUSED, ids=str)
def test_a_refused_input_has_its_code_and_a_whole_sentence(sample: Sample) -> None:
    with pytest.raises(Refused) as raised:
        sample.field.parse(sample.raw)

    assert raised.value.code.id == sample.code
    assert "%(" not in raised.value.at("x").message


def test_every_refusal_of_a_type_has_a_sample() -> None:
    entry_only = {"fields.E103", "fields.E104", "fields.E105", "fields.E106", "fields.E107",
                  "fields.E108", "fields.E141", "fields.E173"}  # fmt: skip
    shown = {sample.code for sample in REFUSED}

    assert {code for code in Code.known if code.startswith("fields.E1")} - entry_only == shown


@each_field
@pytest.mark.parametrize("raw", [None, "", " ", "\u3000", " \t\r\n "], ids=ascii)
def test_empty_input_is_no_value(field: Field, raw: str | None) -> None:
    assert field.parse(raw) is None


CONTROLS = [chr(n) for n in range(0x110000) if unicodedata.category(chr(n)) in ("Cc", "Cs")]
TURNING = "\u202a\u202e\u2066\u2069"


@pytest.mark.parametrize("sample", TYPED, ids=str)
def test_a_control_character_is_refused_everywhere(sample: Sample) -> None:
    first, rest = sample.raw.strip()[:1], sample.raw.strip()[1:] or "x"
    for letter in [*CONTROLS[:40], CONTROLS[-1], *TURNING]:
        if letter in "\n\r\t":
            continue
        with pytest.raises(Refused) as raised:
            sample.field.parse(first + letter + rest)
        assert raised.value.code.id == "fields.E102"


@each_field
@pytest.mark.parametrize(
    "raw",
    [object(), b"1", {"a": 1}, [[1]], 1 + 2j, float("nan")],
    ids=["object", "bytes", "mapping", "list", "complex", "nan"],
)
def test_what_no_form_and_no_json_document_gives_is_refused_and_nothing_worse(
    field: Field, raw: object
) -> None:
    with pytest.raises(Refused):
        field.parse(raw)


@each_field
def test_every_option_has_a_help_text_and_a_kind_the_reader_knows(field: Field) -> None:
    for spec in options_of(type(field)).values():
        kinds = [k for k in get_args(spec.annotation) or (spec.annotation,) if k is not Ellipsis]
        assert spec.help.endswith((".", "?")) or "." in spec.help, spec.key
        assert {getattr(kind, "__name__", "") for kind in kinds} <= {
            "str",
            "bool",
            "int",
            "Decimal",
        }


@each_taken
def test_a_full_mask_shows_no_character(sample: Sample) -> None:
    field = sample_field(type(sample.field), mask="full")

    shown = field.masked(sample.value)

    assert shown == "****"


@pytest.mark.parametrize("sample", [s for s in TAKEN if s.field.default_mask == "full"], ids=str)
def test_a_type_without_a_mask_of_its_own_is_masked_fully(sample: Sample) -> None:
    assert sample.field.masked(sample.value) == "****"


@each_taken
def test_display_and_schema_can_be_made_of_every_value(sample: Sample) -> None:
    shown = sample.field.display(sample.value)
    described = sample.field.json_schema()

    assert isinstance(shown, str)
    assert json.loads(json.dumps(described))["type"] in {
        "string", "integer", "boolean", "array", "object",
    }  # fmt: skip


@each_taken
def test_json_is_of_the_type_that_the_schema_names(sample: Sample) -> None:
    python = {"string": str, "integer": int, "boolean": bool, "array": list, "object": dict}

    sent = sample.field.json(sample.value)

    assert type(sent) is python[sample.field.json_schema()["type"]]
