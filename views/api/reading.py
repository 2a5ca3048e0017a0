"""Answers of the API to reading: a record, a list, a pick list, a history."""

from typing import Any

from app.access import Level
from app.actions import Work
from app.reading import Record, read_list
from app.reading.pick import LIMIT, picks
from app.reading.record import Happening, read_history
from models.definitions import Entity
from models.fields import Link
from views.api.arguments import ITEM_KEYS, LIST_KEYS, wanted_keys
from views.api.fields import list_columns, row_columns, sorts
from views.api.query import columns, list_request, page_size
from views.api.row import masked_columns, record_values, row_json, shown_values
from views.current import translate

Json = dict[str, Any]


def list_answer(work: Work, name: str, arguments: Json) -> Json:
    """A page of the list. Raises Problems, Malformed."""
    request = list_request(name, arguments)
    entity = work.entity(name)
    names = columns(arguments, row_columns(work, entity), list_columns(work, entity))
    page = read_list(
        work,
        request,
        counted=arguments.get("count", False),
        columns=tuple(names),
        translate=translate,
    )
    values = [shown_values(shown, names) for _row, shown in page.rows]
    rows = zip(page.rows, values, strict=True)
    return {
        "count": page.count.number if page.count else None,
        "count_capped": page.count.capped if page.count else None,
        "ids": [row.id for row, _shown in page.rows],
        "result": [row_json(row, seen) for (row, _shown), seen in rows],
        "titles": [page.title(shown) for _row, shown in page.rows],
        "masked_columns": [masked_columns(seen) for seen in values],
        "linked": {n: _by_text(titles) for n, titles in page.linked.items() if n in names},
        "next": page.next or None,
        "previous": page.previous or None,
        **_described(
            entity,
            names,
            wanted_keys(arguments, LIST_KEYS),
            list_columns=names,
            order_columns=sorts(work, entity),
            list_title=translate(entity.label),
        ),
    }


def record_answer(record: Record, arguments: Json) -> Json:
    """One record."""
    seen = record.shown.names()
    names = columns(arguments, seen, seen)
    return {
        **saved_answer(record, names),
        **_described(
            record.entity,
            names,
            wanted_keys(arguments, ITEM_KEYS),
            show_columns=names,
            show_title=translate(record.entity.label),
        ),
    }


def saved_answer(record: Record, names: list[str] | None = None) -> Json:
    """A record without what describes it: the answer to a change."""
    names = record.shown.names() if names is None else names
    values = record_values(record, names)
    return {
        "id": record.row.id,
        "result": row_json(record.row, values),
        "title": record.title,
        "masked_columns": masked_columns(values),
        "linked": {
            field: _by_text({values[field].value: title})
            for field, title in record.linked.items()
            if title and field in values
        }
        | {
            field: {key: file.name for key, file in files.items()}
            for field, files in record.files.items()
            if files and field in values
        },
    }


def _by_text(titles: Any) -> dict[str, str]:
    """Names of a JSON object are text."""
    return {str(row_id): title for row_id, title in titles.items()}


def _described(entity: Entity, names: list[str], wanted: tuple[str, ...], **parts: Any) -> Json:
    """Flask-AppBuilder's descriptions that go with an answer, as far as they are wanted."""
    found = {
        **parts,
        "label_columns": {n: translate(entity.fields[n].label) for n in names},
        "description_columns": {
            n: translate(entity.fields[n].help) for n in names if entity.fields[n].help
        },
    }
    return {key: found[key] for key in wanted}


def related_answer(work: Work, name: str, field: Link, arguments: Json) -> Json:
    """What a link may be set to, within the actor's scope; titles repeat, so each has its path."""
    text = arguments.get("filter", "")
    found, more = picks(work, name, field, text, translate=translate)
    size = page_size(arguments, LIMIT)
    return {
        "count": None,
        "result": [{"value": p.id, "text": p.title, "path": p.path} for p in found[:size]],
        "more": more or len(found) > size,
    }


def history_answer(work: Work, record: Record, since: int = 0) -> list[Json]:
    """The acts on a record after version `since`, the newest first."""
    return [
        {
            "action": happening.audit.action,
            "at": happening.audit.at.isoformat(),
            "by": happening.audit.actor_name,
            "version": happening.audit.version,
            "changes": _changes(record, happening),
        }
        for happening in read_history(work, record, translate=translate)
        if (happening.audit.version or 0) > since
    ]


def _changes(record: Record, happening: Happening) -> list[Json]:
    """The field's name beside each change; those of hidden fields are in neither list."""
    names = [
        name
        for name in happening.audit.changes
        if name in record.entity.fields and record.shown.level(name) is not Level.HIDDEN
    ]
    return [
        {"column": name, "label": label, "old": old, "new": new, "masked": masked}
        for name, (label, old, new, masked) in zip(names, happening.changes, strict=True)
    ]


def deleted_answer() -> Json:
    """As Flask-AppBuilder answers, in no language: programs compare it."""
    return {"message": "OK"}
