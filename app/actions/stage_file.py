"""Hand in a file: looked through, kept, and named by nobody until a record is saved that names
it."""

import datetime
import hashlib
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, ClassVar

from sqlalchemy import func, select

from app.access import Denied, Level, Verdict
from app.actions.action import Action, perform
from app.actions.work import NotFound, Work
from app.files.content import kind_of
from app.files.folder import FileFolder
from app.files.name import file_name
from app.files.picture import Picture, read_picture
from models.definitions import Entity
from models.fields import Files, Photo
from models.fields.file_kind import PICTURES, FileKind
from models.source import N_, Code, FieldPlace, Problem, Problems
from models.tables.stored_file import StoredFile

NOT_CLEAR = N_("you see of these files only how many there are, so you cannot add any")
TOO_MANY_WAIT = Code(
    "files.E011", "you have handed in %(count)d files that no record names; please save first"
)

STAGED = datetime.timedelta(days=1)  # how long a file waits for the record that names it
MOST_STAGED = 500
# Pictures among other files are kept as large as they are.
_MEGAPIXELS, _SIDE = 50, 10_000


@dataclass(frozen=True)
class Sent:
    """A file as somebody sends it. The same one under the same `once` is handed in once, however
    often it is sent."""

    name: str
    source: IO[bytes]
    once: str = ""


def stage_file(work: Work, folder: FileFolder, entity: str, field: str, sent: Sent) -> StoredFile:
    """Hand in a file for a field; its key is told by nobody before its bytes are on the disk.
    Raises NotFound, Denied; Refused for a file that is not taken; Problems."""
    wanted = file_field(work, entity, field)
    with folder.incoming(sent.source, wanted.size) as path:
        kind = kind_of(path, sent.name, wanted.takes)
        name, picture = file_name(sent.name, kind), _picture(path, wanted, kind)
        key = _key(work, entity, field, sent.once, name, path)
        action = StageFile(
            entity=entity, field=wanted, key=key, name=name, kind=kind, picture=picture,
            size=len(picture.content) if picture else path.stat().st_size,
        )  # fmt: skip
        row = _written_down(work, action)
        folder.keep(key, picture.content if picture else path, picture.small if picture else None)
    return row


def _written_down(work: Work, action: "StageFile") -> StoredFile:
    """Of two who send the same at once, the slower one finds what the other has written."""
    try:
        row: StoredFile = perform(work, action)
    except Problems:
        known = work.session.get(StoredFile, action.key)
        if known is None:
            raise
        row = known
    return row


@dataclass(frozen=True, kw_only=True)
class StageFile(Action):
    """Write down a file that was looked through."""

    field: Files
    key: str
    name: str
    kind: FileKind
    size: int
    picture: Picture | None

    verb: ClassVar[str] = "add"

    def check_may(self, work: Work, org_code: str | None = None) -> None:
        """See Action. Whoever may add or edit, or do an act that asks for the field, in clear."""
        file_field(work, self.entity, self.field.name)

    def carry_out(self, work: Work) -> StoredFile:
        """See Action."""
        known = work.session.get(StoredFile, self.key)
        if known is not None:
            return known
        _check_waiting(work)
        picture = self.picture
        wants = isinstance(self.field, Photo) and self.field.position
        row = StoredFile(
            key=self.key, entity=self.entity, field=self.field.name, name=self.name,
            media_type=self.kind.media_type, size=self.size,
            width=picture.width if picture else None, height=picture.height if picture else None,
            position=picture.position if picture and wants else None,
            account_id=work.access.actor.id,
        )  # fmt: skip
        work.session.add(row)
        return row


def file_field(work: Work, entity: str, name: str) -> Files:
    """The field, if the actor may hand in files for it somewhere. Raises NotFound for one that is
    not there or not seen, and Denied."""
    forms = [form for form in _forms(work, entity) if isinstance(form.fields.get(name), Files)]
    if not forms:
        raise NotFound
    form = forms[0]
    field = form.fields[name]
    assert isinstance(field, Files)
    posts = list(work.access.posts(entity, "list", "show", "add", "edit", *form.acts))
    levels = {rule.level(field) for _, rule in posts}
    if not levels - {Level.HIDDEN}:
        raise NotFound
    asking = [act.name for act in form.acts.values() if name in act.ask]
    writing = list(work.access.posts(entity, "add", "edit", *asking))
    if not writing:
        work.check_may("edit", entity)
    if not any(rule.level(field) is Level.CLEAR for _, rule in writing):
        raise Denied(Verdict(False, NOT_CLEAR))
    return field


def _forms(work: Work, name: str) -> Iterator[Entity]:
    """The forms of an entity that hold within the actor's posts, the actor's own first."""
    yield work.entity(name)
    scopes = work.access.scopes(name, "list", "show", "add", "edit")
    for county in work.book.catalogue.counties:
        if any(scope.covers(county) for scope in scopes):
            yield work.entity(name, county)


def _picture(path: Path, field: Files, kind: FileKind) -> Picture | None:
    if kind.name not in PICTURES:
        return None
    if isinstance(field, Photo):
        return read_picture(path, megapixels=field.megapixels, side=field.side)
    return read_picture(path, megapixels=_MEGAPIXELS, side=_SIDE)


def _key(work: Work, entity: str, field: str, once: str, name: str, path: Path) -> str:
    """A key that nobody guesses. Under `once`, which is as secret, the same for the same file: a
    form that is sent twice names the same files, and so makes one record."""
    if not once:
        return secrets.token_hex(16)
    with path.open("rb") as file:
        content = hashlib.file_digest(file, "sha256").hexdigest()
    told: list[Any] = [work.access.actor.id, entity, field, once, name, content]
    return hashlib.sha256(repr(told).encode()).hexdigest()[:32]


def _check_waiting(work: Work) -> None:
    """Raise Problems for an account that fills the disk with what no record names."""
    waiting = select(func.count(StoredFile.key)).where(
        StoredFile.account_id == work.access.actor.id, StoredFile.row_id.is_(None)
    )
    count = work.session.scalar(waiting) or 0
    if count >= MOST_STAGED:
        raise Problems([Problem(TOO_MANY_WAIT, FieldPlace(), {"count": count})])
