"""What was found on the whole desk, as the template shows it."""

from typing import Any
from urllib.parse import urlencode

from flask_babel import format_decimal
from flask_babel import gettext as _

from app.actions import Work
from app.reading.count import Count
from app.reading.search import SHORTEST, Group, Hit, asked_fields, search
from views.current import listed, translate
from views.icons import icon_of
from views.unit import current_unit, unit_steps


def search_page(work: Work, words: str) -> dict[str, Any]:
    """The page for these words; "" for the page that asks for some."""
    groups = search(work, words, unit=current_unit(), translate=translate)
    return {
        "words": words,
        "short": bool(words) and len(words) < SHORTEST,
        "shortest": SHORTEST,
        "groups": [_group(group, words) for group in groups],
        "asked": _asked(work),
        "unit": unit_steps()[-1]["label"] if unit_steps() else "",
    }


def _group(group: Group, words: str) -> dict[str, Any]:
    name = group.entity.name
    more = group.count.capped or group.count.number > len(group.hits)
    return {
        "label": translate(group.entity.label),
        "entity": name,
        "icon": icon_of(name),
        "count_text": _count(group.count),
        "hits": [_hit(name, hit) for hit in group.hits],
        # Names are what many share; of a number there is nothing more to be listed.
        "more_url": f"/desk/{name}/?{urlencode({'q': words})}" if more and group.in_list else None,
    }


def _hit(entity: str, hit: Hit) -> dict[str, Any]:
    return {
        "url": f"/desk/{entity}/{hit.row_id}",
        "title": hit.title,
        "path": " / ".join(step.name for step in hit.path),
        "tags": [translate(tag.word) for tag in hit.tags],
        "by": hit.by,
    }


def _count(found: Count) -> str:
    number = format_decimal(found.number)
    return _("more than %(count)s", count=number) if found.capped else number


def _asked(work: Work) -> list[dict[str, str]]:
    """What can be searched for, by entity."""
    found = []
    for entities in work.book.catalogue.menu.values():
        for each in entities:
            if not work.access.may("list", each.name):
                continue
            fields = asked_fields(work, work.entity(each.name))
            if fields:
                labels = listed(translate(field.label) for field in fields)
                found.append({"label": translate(each.label), "fields": labels})
    return found
