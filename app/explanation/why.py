"""Why an account may or may not do something: its posts, what each role's rule says, and the
verdict, asked of the same code that decides in the desk."""

from collections.abc import Iterator
from dataclasses import dataclass
from gettext import gettext as _
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.access import Grant, Level, system_work
from app.access.load_actor import LoadedAccount
from app.actions import NotFound, Work
from app.book import Book
from app.explanation.line import Line
from app.language import translate


@dataclass(frozen=True)
class Question:
    """May the account do `verb` with the entity: at all, or with one record (`row_id`); and how
    does it see `field`, if one is named."""

    verb: str
    entity: str
    field: str = ""
    row_id: int | None = None


def explain_right(
    session: Session, book: Book, account: LoadedAccount, question: Question
) -> list[Line]:
    """The lines of the answer. The session must be a new one; afterwards it is the account's."""
    place = _place(session, book, question)
    work = Work.begin(session, book, account.actor)
    return [*_account(account), *_posts(work, question, place), *_answer(work, question, place)]


def _account(account: LoadedAccount) -> Iterator[Line]:
    state = _("in force") if account.in_force else _("disabled or expired: it holds no post")
    yield Line(_("account"), f"{account.username}: {state}")


def _posts(work: Work, question: Question, place: str | None) -> Iterator[Line]:
    if not work.access.actor.grants:
        yield Line(_("posts"), _("none"))
    for grant in work.access.actor.grants:
        role = work.book.catalogue.roles.get(grant.role)
        rule = work.book.catalogue.entities[question.entity].access.get(grant.role)
        if rule is None:
            told = _("no right on %(entity)s") % {"entity": question.entity}
            yield Line(_("post"), f"{_held(grant)}: {told}", role.place if role else None)
            continue
        verbs = _("rows: %(rows)s; may %(verbs)s") % {
            "rows": rule.rows,
            "verbs": ", ".join(sorted(rule.may)) or _("nothing"),
        }
        yield Line(_("post"), f"{_held(grant)}: {verbs}", rule.place)


def _held(grant: Grant) -> str:
    at = grant.org_code or _("a unit that is no more")
    return f"{grant.role} @ {at}" + (f" / {grant.department}" if grant.department else "")


def _answer(work: Work, question: Question, place: str | None) -> Iterator[Line]:
    verdict = work.access.may(question.verb, question.entity, place)
    values = {name: translate(str(value)) for name, value in verdict.values.items()}
    allowed, reason = bool(verdict), translate(verdict.message) % values
    if question.row_id is not None:
        row = _row(work, question)
        yield Line(_("record"), _seen(place, row))
        if allowed and (row is None or not work.covers(question.verb, question.entity, row)):
            allowed, reason = False, _("this record is none of those that the post covers")
    word = _("allowed") if allowed else _("denied")
    yield Line(_("verdict"), f"{word}: {reason}", verdict.place)
    if question.field:
        yield _field(work, question, place)


def _field(work: Work, question: Question, place: str | None) -> Line:
    entity = work.book.catalogue.entity(question.entity, place or work.access.actor.county)
    field = entity.fields.get(question.field)
    if field is None:
        return Line(_("field"), f"{question.field}: {_('not there: it is of another county')}")
    words = {Level.CLEAR: _("in clear"), Level.MASKED: _("masked"), Level.HIDDEN: _("hidden")}
    level = work.access.level(entity, question.field, place)
    return Line(_("field"), f"{question.field}: {words[level]}", field.place)


def _place(session: Session, book: Book, question: Question) -> str | None:
    """Where the record stands; None if no record was asked about, or there is none."""
    if question.row_id is None:
        return None
    cls = book.tables.rows[question.entity]
    with system_work(session, "where a record stands, for whoever runs the server"):
        found: str | None = session.scalar(select(cls.org_code).where(cls.id == question.row_id))
    return found


def _row(work: Work, question: Question) -> Any:
    assert question.row_id is not None
    try:
        return work.row(question.entity, question.row_id, removed=True)
    except NotFound:
        return None


def _seen(place: str | None, row: Any) -> str:
    if place is None:
        return _("there is none")
    stands = _("stands in %(place)s") % {"place": place}
    if row is None:
        return f"{stands}; {_('the account does not see it')}"
    return f"{stands}; {_('removed') if row.removed_at else _('the account sees it')}"
