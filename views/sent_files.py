"""Files that come with a form, and how a form and a page show files."""

from collections.abc import Iterable
from typing import Any

from flask import request
from flask_babel import format_decimal
from flask_babel import gettext as _

from app.access import Denied
from app.actions import NotFound, Work
from app.actions.stage_file import Sent, stage_file
from app.reading.files import own_files
from models.definitions import Entity
from models.fields import Files, Photo
from models.fields.file_kind import KINDS
from models.fields.files import NOT_A_FILE
from models.source import Problem, Problems, Refused
from models.tables.stored_file import StoredFile
from views.current import listed
from views.file_answer import current_folder

# The control of a field that takes new files.
NEW = "-new"


def with_sent_files(
    work: Work, entity: Entity, names: Iterable[str], given: dict[str, Any], once: str = ""
) -> dict[str, Any]:
    """What was typed, with the keys of the files that came with the form: each is handed in at
    once, so that it is still there if the form comes back. One that was refused stands as its
    refusal, to be told with everything else that is wrong."""
    found = dict(given)
    for name in names:
        field = entity.fields.get(name)
        sent = [file for file in request.files.getlist(f"{name}{NEW}") if file.filename]
        if isinstance(field, Files) and sent:
            new = [_key(work, entity, name, file, once) for file in sent]
            ticked = found.get(name) or []
            found[name] = [*([ticked] if isinstance(ticked, str) else ticked), *new]
    return found


def refused_files(given: dict[str, Any]) -> tuple[Problem, ...]:
    """What is wrong with the files that came with a form."""
    return tuple(
        item.at(name)
        for name, raw in given.items()
        for item in (raw if isinstance(raw, list) else ())
        if isinstance(item, Refused)
    )


def _key(work: Work, entity: Entity, name: str, file: Any, once: str) -> str | Refused:
    sent = Sent(file.filename, file.stream, once)
    try:
        return stage_file(work, current_folder(), entity.name, name, sent).key
    except Refused as refusal:
        return refusal
    except Problems as problems:
        return Refused(problems.found[0].code, **problems.found[0].values)
    except (NotFound, Denied):
        return Refused(NOT_A_FILE)


def files_control(
    work: Work, entity: Entity, field: Files, raw: object, row_id: int | None
) -> dict[str, Any]:
    """What the control of a field of files shows beside what every field has."""
    photo = isinstance(field, Photo)
    kinds = [KINDS[kind] for kind in field.takes]
    return {
        "value": "",
        "files": [file_line(f) for f in own_files(work, entity.name, field, raw, row_id)],
        "accept": ",".join(
            [*(k.media_type for k in kinds), *(f".{e}" for k in kinds for e in k.endings)]
        ),
        "photo": photo,
        "most": field.most,
        "largest": field.largest,
        "upload_url": f"/desk/{entity.name}/files/{field.name}",
        "limits": _(
            "%(kinds)s; at most %(most)s, each up to %(size)s MB",
            kinds=listed(kind.name.upper() for kind in kinds),
            most=field.most,
            size=field.size,
        ),
    }


def file_line(file: StoredFile) -> dict[str, str]:
    """A file by key, name and size."""
    return {"key": file.key, "name": file.name, "size": size_text(file.size)}


def size_text(size: int) -> str:
    """1.5 MB."""
    if size < 1024 * 1024:
        return f"{format_decimal(max(1, round(size / 1024)))} kB"
    return f"{format_decimal(round(size / 1024 / 1024, 1))} MB"
