"""The files that are made from the code: the pages of the reference, and the schema."""

from collections.abc import Mapping
from pathlib import Path

from app.reference.expressions_page import expressions_page
from app.reference.fields_page import fields_page
from app.reference.keys_page import keys_page
from app.reference.problems_page import problems_page
from app.reference.schema import schema_text

_INDEX = """# Reference of the definition language

* [Keys](keys.md): what may be written in each kind of file.
* [Field types](field-types.md): what a field can be, what it takes and refuses.
* [Expressions](expressions.md): conditions, checks, derived values, defaults.
* [Problems](problems.md): every code that a mistake may have.

To begin with: [a module in ten minutes](../tutorial.md). Editors that complete keys:
[editors](../editors.md).

Made from the code by `python -m app.reference`; a test fails where a page is not as the code says.
"""


def made_files() -> Mapping[Path, str]:
    """Their texts, by path below the root of the project."""
    pages = {
        "README.md": _INDEX,
        "keys.md": keys_page(),
        "field-types.md": fields_page(),
        "expressions.md": expressions_page(),
        "problems.md": problems_page(),
    }
    files = {Path("docs/reference") / name: text.rstrip() + "\n" for name, text in pages.items()}
    return {**files, Path("forms_yaml/schema.json"): schema_text()}
