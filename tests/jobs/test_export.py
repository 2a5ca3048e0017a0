"""The export of a list: what the page shows, for whom it may be, and as nothing but text."""

import contextlib
import csv
import dataclasses
import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import Engine, text

from app.access import Denied
from app.actions import NotFound
from app.jobs.export_list import ExportListJob
from app.jobs.run import run_job
from app.jobs.workshop import Workshop
from app.reading import ListRequest, Wanted, read_list
from app.reading.csv_cells import cell
from models.source import Problems
from tests.jobs.conftest import Jobs

Ask = Callable[..., int]
Row = Callable[[int], Any]
Change = Callable[[str], None]


@pytest.fixture
def sheet(ask: Ask, jobs_of: Jobs, workshop: Workshop) -> Callable[..., list[list[str]]]:
    """A list as its file has it."""

    def exported(kind: ExportListJob, username: str = "county") -> list[list[str]]:
        job = ask(kind, username)
        run_job(workshop, job)
        with jobs_of(username) as own:
            _, path, _ = own.fetch(job)
        raw = path.read_bytes()
        assert raw.startswith(b"\xef\xbb\xbf")
        return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))

    return exported


def test_a_file_has_the_columns_rows_and_order_of_the_page(
    sheet: Callable[..., list[list[str]]], jobs_of: Jobs
) -> None:
    request = ListRequest("person", (Wanted("sex", "eq", ("1",)),), sort="-name")

    rows = sheet(ExportListJob.of(request))

    with jobs_of("county") as own:
        page = read_list(own.work, request, translate=lambda text: text)
    assert rows[0][0] == "姓名"
    assert len(rows[0]) == len(page.entity.list.columns)
    assert [row[0] for row in rows[1:]] == [shown.value("name").text for _, shown in page.rows]  # type: ignore[union-attr]
    assert len(rows) > 3


def test_nobody_s_rows_but_those_within_the_units(
    sheet: Callable[..., list[list[str]]],
) -> None:
    text_of = str(sheet(ExportListJob(entity="house"), "township"))

    assert "东关社区" in text_of
    assert "蚕房" not in text_of
    assert "南关" not in text_of


def test_many_rows_come_in_batches(
    sheet: Callable[..., list[list[str]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.reading.export.BATCH", 3)

    rows = sheet(ExportListJob(entity="person", sort="-updated_at"))

    names = [row[0] for row in rows[1:]]
    assert len(names) == len(set(names)) == 24


def test_masked_stays_masked(
    sheet: Callable[..., list[list[str]]], change: Change, workshop: Workshop
) -> None:
    import dataclasses

    entity = workshop.book.catalogue.entities["person"]
    rule = entity.access["township_clerk"]
    closed = dataclasses.replace(rule, clear=rule.clear - {"id_number"}, hide=frozenset({"sex"}))
    access = dict(entity.access)
    object.__setattr__(entity, "access", {**access, "township_clerk": closed})
    try:
        rows = sheet(
            ExportListJob(entity="person", columns=["name", "id_number", "sex"]), "township"
        )
    finally:
        object.__setattr__(entity, "access", access)

    assert rows[0] == ["姓名", "公民身份号码"]
    assert {row[1] for row in rows[1:]} == {"130799************"}


def test_the_audit_tells_what_left_the_house(
    ask: Ask, workshop: Workshop, jobs_of: Jobs, owner: Engine
) -> None:
    job = ask(ExportListJob.of(ListRequest("person", (Wanted("sex", "eq", ("1",)),), search="样")))
    run_job(workshop, job)
    run_job(workshop, job)
    with jobs_of("county") as own:
        own.fetch(job)

    query = "SELECT * FROM audit WHERE (changes->>'job')::bigint = :job ORDER BY id"
    with owner.connect() as connection:
        made, fetched = connection.execute(text(query), {"job": job}).all()
    assert (made.action, made.entity, made.request_id) == ("export", "person", "r-1")
    assert made.changes["count"] == 12
    assert made.changes["filters"] == [["sex", "eq", ["1"]]]
    assert made.changes["search"] == "样"
    assert (fetched.action, fetched.actor_id) == ("download", made.actor_id)


@pytest.mark.parametrize("username", ["village", "worker", "department", "city", "super"])
def test_without_the_right_there_is_no_export(jobs_of: Jobs, username: str) -> None:
    with jobs_of(username) as own, pytest.raises(Denied):
        own.submit(ExportListJob(entity="person"))


def test_what_the_list_refuses_is_refused_at_once(jobs_of: Jobs) -> None:
    job = ExportListJob(entity="person", filters=[["religion_x", "eq", ["1"]]])

    with jobs_of("county") as own, pytest.raises(Problems, match=r"lists\.E001"):
        own.submit(job)


def as_role(change: Change, role: str, code: str = "130730") -> None:
    """Let the account `county` hold another post."""
    change(
        f"UPDATE account_role SET role = '{role}', unit_id = o.id FROM ab_user u, org_unit o"
        f" WHERE u.id = account_id AND username = 'county' AND o.org_code = '{code}'"
    )


@pytest.mark.parametrize(
    ("role", "code"),
    [
        ("village_centre", "130730"),  # no export
        ("county_admin", "130730100"),  # fewer rows
        ("county_admin", "130722"),  # others
    ],
)
def test_a_result_is_refused_when_rights_have_narrowed(
    ask: Ask, jobs_of: Jobs, workshop: Workshop, change: Change, role: str, code: str
) -> None:
    job = ask(ExportListJob(entity="person"))
    run_job(workshop, job)

    as_role(change, role, code)
    try:
        with jobs_of("county") as own, pytest.raises((Denied, Problems)):
            own.fetch(job)
    finally:
        as_role(change, "county_admin")
    with jobs_of("county") as own:
        assert own.fetch(job)


@contextlib.contextmanager
def other_rights(workshop: Workshop, entity: str, **rights: Any) -> Iterator[None]:
    """The county administrator's rights on an entity, until the block ends; None for no right."""
    catalogue = workshop.book.catalogue
    forms = [catalogue.entities[entity], catalogue.entity(entity, "130730")]
    before = [dict(form.access) for form in forms]
    for form, access in zip(forms, before, strict=True):
        rule = access["county_admin"]
        now = {"county_admin": dataclasses.replace(rule, **rights)} if rights else {}
        others = {role: rule for role, rule in access.items() if role != "county_admin"}
        object.__setattr__(form, "access", {**others, **now})
    workshop.book.tables.scopes.clear()
    try:
        yield
    finally:
        for form, access in zip(forms, before, strict=True):
            object.__setattr__(form, "access", access)
        workshop.book.tables.scopes.clear()


@pytest.mark.parametrize(
    ("kind", "entity", "rights"),
    [
        ({"columns": ["name", "id_number"]}, "person", {"clear": frozenset({"name"})}),
        ({"filters": [["religion", "eq", ["10"]]]}, "person", {"hide": frozenset({"religion"})}),
        ({"filters": [["tags", "eq", ["disabled"]]]}, "disabled", {}),
        ({"columns": ["name", "house"]}, "house", {}),
        ({"columns": ["name", "house"]}, "house", {"hide": frozenset({"address"})}),
        ({"removed": True}, "person", {"may": frozenset({"list", "show", "export"})}),
    ],
    ids=["column", "filter", "tag", "title", "field of a title", "removed"],
)
def test_a_result_is_refused_when_what_is_in_it_is_no_longer_seen(
    ask: Ask,
    jobs_of: Jobs,
    workshop: Workshop,
    kind: dict[str, Any],
    entity: str,
    rights: dict[str, Any],
) -> None:
    job = ask(ExportListJob(entity="person", **kind))
    run_job(workshop, job)
    with jobs_of("county") as own:
        assert own.fetch(job)

    with (
        other_rights(workshop, entity, **rights),
        jobs_of("county") as own,
        pytest.raises((Denied, Problems)),
    ):
        own.fetch(job)


def test_another_s_job_looks_like_none(ask: Ask, jobs_of: Jobs, workshop: Workshop) -> None:
    job = ask(ExportListJob(entity="person"))
    run_job(workshop, job)

    with jobs_of("other_county") as own:
        for act in (own.get, own.cancel, own.retry, own.fetch):
            with pytest.raises(NotFound):
                act(job)
            with pytest.raises(NotFound):
                act(999_999)
        assert own.newest() == []
        assert own.news() == []


def test_the_files_are_closed_to_others(ask: Ask, workshop: Workshop) -> None:
    job = ask(ExportListJob(entity="grid"))
    run_job(workshop, job)

    path = workshop.files.path(job, 1)
    modes = [p.stat().st_mode & 0o777 for p in (path, path.parent, path.parent.parent)]
    assert modes == [0o600, 0o700, 0o700]


def test_one_account_has_only_so_many_jobs_at_once(jobs_of: Jobs) -> None:
    with jobs_of("county") as own:
        for _ in range(10):
            own.submit(ExportListJob(entity="grid"))

        with pytest.raises(Problems, match=r"jobs\.E008"):
            own.submit(ExportListJob(entity="grid"))


def test_what_has_ended_is_told_once(ask: Ask, jobs_of: Jobs, workshop: Workshop) -> None:
    job = ask(ExportListJob(entity="grid"))
    run_job(workshop, job)

    with jobs_of("county") as own:
        assert [told.id for told in own.news()] == [job]
        assert own.news() == []


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-x", "@SUM(A1)", "\tx", "\rx", "＝1", "＋1", "－1", "＠a", " =1", "\u3000=1"],
)
def test_a_formula_is_only_text(text: str) -> None:
    assert cell(text) == "'" + text


@pytest.mark.parametrize("text", ["", "样例", "12.50", "-3", "a=b", "2026-01-01", "1-2"])
def test_what_is_harmless_stays_as_it_is(text: str) -> None:
    assert cell(text) == text


def test_a_number_that_a_spreadsheet_would_change_is_kept_as_text() -> None:
    assert cell("130799198001010011") == "130799198001010011\t"
    assert cell("001") == "001\t"
