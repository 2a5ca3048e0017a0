"""The records that one lately opened or changed."""

from typing import Any

from flask import current_app
from flask_appbuilder import BaseView, expose
from flask_babel import format_datetime

from app.reading.recent import Recent, recent_records
from app.recent_records import note_record
from models.fields.levels import LEVELS
from views.current import current_account, current_work, translate
from views.icons import icon_of
from views.log_in_first import log_in_first


class RecentView(BaseView):  # type: ignore[misc]
    """`/recent`"""

    route_base = ""
    default_view = "recent"

    @expose("/recent")
    @log_in_first
    def recent(self) -> Any:
        """All that are kept."""
        return self.render_template("desk/recent.html", rows=recent_rows())


def note_opened(entity: str, row_id: int) -> None:
    """Note that the account has this record before it. To be called when the page is made and
    everything else is committed."""
    account = current_account()
    assert account
    session = current_app.extensions["gridbook_session"]
    note_record(session.connection(), account.actor.id, entity, row_id)
    session.commit()


def recent_rows(most: int | None = None) -> list[dict[str, Any]]:
    """What a template shows of the newest."""
    return [_row(one) for one in recent_records(current_work(), translate=translate)[:most]]


def _row(one: Recent) -> dict[str, Any]:
    return {
        "url": f"/desk/{one.entity.name}/{one.row_id}",
        "title": one.title,
        "icon": icon_of(one.entity.name),
        "entity": translate(one.entity.label),
        "path": " / ".join(s.name for s in one.path if len(s.org_code) >= LEVELS["township"]),
        "at": format_datetime(one.at, "MM-dd HH:mm"),
    }
