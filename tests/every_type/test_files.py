"""Files and photos through form, API, list, history and export: handed in first, named by a record
then, and given to those alone who see the record and the field."""

import io
import re
import threading
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.pool import NullPool

from app.embedded import Connections
from app.jobs.run import run_job
from app.jobs.stored_files import clear_files
from app.jobs.workshop import Workshop
from config import Settings
from tests import world
from tests.api.caller import Caller
from tests.conftest import token_of
from tests.files import made

As = Callable[[str], FlaskClient]
Api = Callable[[str], Caller]
Places = dict[str, world.Place]
FORGED = "0123456789abcdef" * 2


@pytest.fixture(scope="module")
def api(app: Flask) -> Api:
    callers: dict[str, Caller] = {}
    return lambda name: callers.setdefault(name, Caller.logged_in(app, name))


@pytest.fixture(scope="module")
def engine(database: Connections) -> Engine:
    return create_engine(database.owner, poolclass=NullPool)


@pytest.fixture(scope="module")
def workshop(settings: Settings) -> Workshop:
    return Workshop(settings)


def part(content: bytes, name: str) -> tuple[io.BytesIO, str]:
    return io.BytesIO(content), name


def handed_in(
    caller: Caller, content: bytes, name: str, field: str = "pictures", entity: str = "sample"
) -> Any:
    return caller.call("POST", f"{entity}/files/{field}", data={"file": part(content, name)})


def key(
    caller: Caller, content: bytes = made.PDF, name: str = "a.pdf", field: str = "papers"
) -> str:
    answer = handed_in(caller, content, name, field)
    assert answer.status_code == 201, answer.text
    return str(answer.json["key"])


def entry(places: Places, **more: Any) -> dict[str, Any]:
    return {"grid": places["130730100001"].grids[0], "name": "有材料", **more}


def created(caller: Caller, places: Places, **more: Any) -> int:
    answer = caller.post("sample/", entry(places, **more))
    assert answer.status_code == 201, answer.text
    return int(answer.json["id"])


def post(client: FlaskClient, path: str, data: dict[str, Any]) -> Any:
    token = token_of(client.get("/preferences-page-of-nobody").text)
    return client.post(f"/desk/sample/{path}", data={**data, "csrf_token": token})


# --- the API ------------------------------------------------------------------------------------


def test_a_file_is_handed_in_named_by_a_record_and_fetched(api: Api, places: Places) -> None:
    caller = api("county")
    one = handed_in(caller, made.PDF, "会议 纪要.pdf", "papers")
    row = created(caller, places, papers=[one.json["key"]])

    told = caller.get(f"sample/{row}").json
    file = caller.call("GET", f"sample/{row}/files/papers/{one.json['key']}")

    assert one.json["result"] == {
        "name": "会议 纪要.pdf", "media_type": "application/pdf", "size": len(made.PDF),
        "width": None, "height": None,
    }  # fmt: skip
    assert told["result"]["papers"] == [one.json["key"]]
    assert told["linked"]["papers"] == {one.json["key"]: "会议 纪要.pdf"}
    assert (file.status_code, file.data) == (200, made.PDF)
    assert file.headers["Content-Type"] == "application/pdf"
    assert file.headers["Content-Disposition"].startswith("attachment; ")
    assert quote("会议 纪要.pdf") in file.headers["Content-Disposition"]
    assert file.headers["X-Content-Type-Options"] == "nosniff"
    assert file.headers["Cache-Control"] == "no-store"


def test_what_a_get_gives_is_put_back_whole_and_dropping_a_key_drops_the_file(
    api: Api, places: Places
) -> None:
    caller = api("county")
    keys = [key(caller), key(caller, name="b.pdf")]
    row = created(caller, places, papers=keys)

    same = caller.put(f"sample/{row}", caller.get(f"sample/{row}").json["result"])
    less = caller.put(f"sample/{row}", {"version": 1, "papers": keys[1:]})
    again = caller.put(f"sample/{row}", {"version": 2, "papers": keys})

    assert (same.status_code, same.json["result"]["version"]) == (200, 1)
    assert less.json["result"]["papers"] == keys[1:]
    assert caller.get(f"sample/{row}/files/papers/{keys[0]}").status_code == 404
    assert again.json["codes"] == {"papers": ["fields.E190"]}


def test_a_key_that_is_not_the_actors_to_give_is_refused_like_one_that_never_was(
    api: Api, places: Places
) -> None:
    caller = api("county")
    taken = key(caller)
    created(caller, places, papers=[taken])
    strange = {
        "of another account": key(api("village")),
        "of another field": key(caller, made.picture(), "a.jpg", "pictures"),
        "of another record": taken,
        "of nobody": FORGED,
        "no key": "../../etc/passwd",
    }

    answers = {
        why: caller.post("sample/", entry(places, papers=[one])) for why, one in strange.items()
    }

    told = {
        why: (a.status_code, {k: v for k, v in a.json.items() if k != "request_id"})
        for why, a in answers.items()
    }
    assert {status for status, _ in told.values()} == {422}
    assert told["of nobody"][1]["codes"] == {"papers": ["fields.E190"]}
    assert all(answer == told["of nobody"] for answer in told.values())


def test_of_two_records_that_name_one_file_at_once_one_gets_it(
    app: Flask, api: Api, places: Places, engine: Engine
) -> None:
    one = key(api("county"))
    ready, statuses = threading.Barrier(2), []

    def save() -> None:
        caller = Caller.logged_in(app, "county")
        ready.wait(10)
        statuses.append(caller.post("sample/", entry(places, papers=[one])).status_code)

    threads = [threading.Thread(target=save) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    count = text("SELECT count(*) FROM sample WHERE papers ? :key")
    with engine.connect() as connection:
        assert connection.scalar(count, {"key": one}) == 1
    assert sorted(statuses) == [201, 422]


@pytest.mark.parametrize(
    ("content", "name", "field", "code"),
    [
        (b"", "a.pdf", "papers", "files.E002"),
        (b"%PDF-" + b"x" * 1024 * 1024 + b"%%EOF", "a.pdf", "papers", "files.E001"),
        (made.EXE, "a.pdf", "papers", "files.E003"),
        (made.EXE, "照片.jpg", "pictures", "files.E003"),
        (made.SVG, "a.svg", "pictures", "files.E003"),
        (made.HTML, "a.png", "papers", "files.E003"),
        (made.PDF, "a.pdf", "pictures", "files.E003"),
        (made.picture("PNG"), "a.jpg", "pictures", "files.E004"),
        (made.PDF + b"PK\x03\x04" + b"\x00" * 2000, "a.pdf", "papers", "files.E005"),
        (made.docx() + made.HTML, "a.docx", "papers", "files.E008"),
        (made.bomb_of_pixels(), "a.png", "papers", "files.E009"),
        (made.picture(size=(1001, 1000)), "a.jpg", "pictures", "files.E009"),
        (made.picture()[:300], "a.jpg", "pictures", "files.E010"),
    ],
)
def test_what_is_not_taken_is_refused_at_its_field(
    api: Api, settings: Settings, content: bytes, name: str, field: str, code: str
) -> None:
    answer = handed_in(api("county"), content, name, field)

    assert (answer.status_code, answer.json["codes"]) == (422, {field: [code]})
    assert list((settings.files / "incoming").iterdir()) == []


@pytest.mark.parametrize(
    "data",
    [{}, {"file": "text"}, {"other": "x"}, {"file": ["two", "of"]}],
)
def test_a_body_without_one_file_is_not_understood(api: Api, data: dict[str, Any]) -> None:
    sent = dict(data)
    if sent.get("file") == ["two", "of"]:
        sent["file"] = [part(made.PDF, "a.pdf"), part(made.PDF, "b.pdf")]

    answer = api("county").call("POST", "sample/files/papers", data=sent)

    assert (answer.status_code, answer.json["codes"]) == (400, {"_schema": ["api.E011"]})


@pytest.mark.parametrize("path", ["sample/files/name", "sample/files/nothing", "nothing/files/x"])
def test_where_there_is_no_field_of_files_nothing_is_handed_in(api: Api, path: str) -> None:
    answer = api("county").call("POST", path, data={"file": part(made.PDF, "a.pdf")})

    assert answer.status_code == 404


def test_more_files_than_may_be_are_refused(api: Api, places: Places) -> None:
    caller = api("county")

    answer = caller.post("sample/", entry(places, papers=[key(caller) for _ in range(3)]))

    assert answer.json["codes"] == {"papers": ["fields.E191"]}


def test_the_document_tells_what_is_taken_and_given(api: Api) -> None:
    document = api("county").get("_openapi").json
    paths = document["paths"]

    put = paths["/api/v1/sample/files/{field}"]["post"]
    get = paths["/api/v1/sample/{pk}/files/{field}/{key}"]["get"]

    assert put["parameters"][0]["schema"]["enum"] == ["pictures", "papers", "secret_papers"]
    assert get["parameters"][1]["schema"]["enum"] == ["pictures", "papers", "secret_papers"]
    assert "multipart/form-data" in put["requestBody"]["content"]
    pictures = document["components"]["schemas"]["sample.post"]["properties"]["pictures"]
    assert (pictures["type"], pictures["maxItems"]) == ("array", 3)
    village = api("village").get("_openapi").json["paths"]["/api/v1/sample/files/{field}"]["post"]
    assert village["parameters"][0]["schema"]["enum"] == ["pictures", "papers"]


# --- photos -------------------------------------------------------------------------------------


def test_a_photo_is_kept_without_what_the_camera_said_and_fills_the_place(
    api: Api, places: Places, engine: Engine
) -> None:
    caller = api("county")
    one = key(caller, made.photo(114.9, 40.5, size=(800, 600), turned=6), "IMG_1.JPG", "pictures")
    row = created(caller, places, pictures=[one])

    told = caller.get(f"sample/{row}").json["result"]
    file = caller.call("GET", f"sample/{row}/files/pictures/{one}")

    assert told["place"] == {"type": "Point", "coordinates": [114.9, 40.5]}
    assert made.SECRET.encode() not in file.data
    assert Image.open(io.BytesIO(file.data)).size == (480, 640)


def test_a_place_that_was_entered_is_left_as_it_is(api: Api, places: Places) -> None:
    caller = api("county")
    here = {"type": "Point", "coordinates": [114.1, 40.1]}
    first = created(
        caller, places, place=here, pictures=[key(caller, made.photo(), "a.jpg", "pictures")]
    )
    second = created(caller, places, place=here)
    later = key(caller, made.photo(), "b.jpg", "pictures")

    caller.put(f"sample/{second}", {"version": 1, "pictures": [later]})

    for row in (first, second):
        assert caller.get(f"sample/{row}").json["result"]["place"] == here


def test_the_position_of_a_file_that_does_not_ask_for_it_is_not_kept(
    api: Api, engine: Engine
) -> None:
    one = key(api("county"), made.picture("PNG"), "a.png")
    query = text("SELECT position, width FROM stored_file WHERE key = :key")

    with engine.connect() as connection:
        assert connection.execute(query, {"key": one}).one() == (None, 64)


# --- the desk -----------------------------------------------------------------------------------


def test_a_form_without_scripts_takes_files_with_everything_else(
    as_: As, api: Api, places: Places
) -> None:
    client = as_("county")
    data = {
        **entry(places), "pictures-present": "1", "papers-present": "1",
        "pictures-new": [part(made.photo(), "现场.jpg"), part(made.picture("PNG"), "图.png")],
        "papers-new": [part(made.docx(), "报告.docx")],
    }  # fmt: skip

    answer = post(client, "new", data)
    row = int(answer.location.rsplit("/", 1)[1])
    page = client.get(f"/desk/sample/{row}").text
    small = re.findall(
        r'<img src="(/desk/sample/\d+/files/pictures/\w+/small)" alt="现场.jpg"', page
    )
    shown = client.get(small[0])

    assert answer.status_code == 303
    assert all(name in page for name in ("现场.jpg", "图.png", "报告.docx"))
    assert Image.open(io.BytesIO(shown.data)).format == "JPEG"
    assert shown.headers["Content-Type"] == "image/jpeg"
    assert "attachment" not in shown.headers.get("Content-Disposition", "inline")
    whole = client.get(small[0].removesuffix("/small"))
    assert whole.headers["Content-Disposition"].startswith("attachment")
    assert whole.headers["Cache-Control"] == shown.headers["Cache-Control"] == "no-store"


def test_files_are_still_there_when_the_form_comes_back(as_: As, places: Places) -> None:
    client = as_("county")
    token = re.search(
        r'name="idempotency_token" value="([^"]+)"', client.get("/desk/sample/new").text
    )
    assert token
    data = {
        **entry(places, name=""), "idempotency_token": token[1], "papers-present": "1",
        "papers-new": [part(made.PDF, "留下.pdf"), part(made.EXE, "坏.pdf")],
    }  # fmt: skip

    back = post(client, "new", data)
    kept = re.findall(r'name="papers" value="(\w{32})" checked> <span>(.*?)</span>', back.text)
    errors = re.findall(r'data-errors-of="(\w+)">\s*<p', back.text)
    saved = post(client, "new", {**entry(places), "papers-present": "1", "papers": kept[0][0]})

    assert back.status_code == 422
    assert [name for _, name in kept] == ["留下.pdf"]
    assert errors == ["name", "papers"]
    assert saved.status_code == 303
    assert "留下.pdf" in client.get(saved.location).text


def test_a_form_that_is_sent_twice_makes_one_record(
    as_: As, places: Places, engine: Engine
) -> None:
    client = as_("county")
    once = "a-key-of-this-form-1"

    def send() -> Any:
        data = {**entry(places, name="两次"), "idempotency_token": once, "papers-present": "1"}
        return post(client, "new", {**data, "papers-new": [part(made.PDF, "一.pdf")]})

    first, second = send(), send()

    assert (first.status_code, second.location) == (303, first.location)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM sample WHERE name = '两次'")) == 1


def test_what_is_not_ticked_is_taken_off_and_the_history_names_both(
    as_: As, api: Api, places: Places
) -> None:
    client = as_("county")
    caller = api("county")
    old, new = key(caller, name="旧.pdf"), key(caller, name="新.pdf")
    row = created(caller, places, papers=[old])
    form = client.get(f"/desk/sample/{row}/edit").text

    post(client, f"{row}/edit", {"version": "1", "papers-present": "1", "papers": new})

    assert 'enctype="multipart/form-data"' in form
    assert f'value="{old}" checked' in form
    history = client.get(f"/desk/sample/{row}/history").text
    assert re.search(r"<del>旧.pdf</del>.*<ins>新.pdf</ins>", history)
    assert "旧.pdf" not in client.get(f"/desk/sample/{row}").text


def test_a_form_script_hands_in_a_file_and_is_told_what_is_wrong(as_: As) -> None:
    client = as_("county")

    def send(content: bytes, name: str) -> Any:
        return post(client, "files/papers", {"file": part(content, name)})

    taken, refused = send(made.PDF, "纪要.pdf"), send(made.EXE, "纪要.pdf")

    assert taken.status_code == 201
    assert {n: taken.json[n] for n in ("name", "size")} == {"name": "纪要.pdf", "size": "1 kB"}
    assert (refused.status_code, refused.json["message"]) == (
        422, "这里不收这种文件；可以上传：pdf, docx, png",
    )  # fmt: skip


def test_a_form_never_names_a_file_of_anybody_else(as_: As, api: Api, places: Places) -> None:
    client = as_("county")
    strange = key(api("village"), name="别人的.pdf")

    back = post(client, "new", {**entry(places), "papers-present": "1", "papers": strange})

    assert back.status_code == 422
    assert "别人的" not in back.text


def test_a_list_counts_and_an_export_names(
    as_: As, api: Api, places: Places, workshop: Workshop
) -> None:
    client, caller = as_("county"), api("county")
    papers = [key(caller, name="甲.pdf"), key(caller, name="=乙.pdf")]
    created(caller, places, name="清单", papers=papers)

    listed = client.get("/desk/sample/").text
    asked = caller.post('sample/export?q={"columns":["papers","name"]}', {})
    run_job(workshop, asked.json["id"])
    sheet = caller.get(f"job/{asked.json['id']}/result").text

    assert "2 个文件" in listed
    assert "甲.pdf、=乙.pdf,清单" in sheet
    assert papers[0] not in sheet


# --- rights -------------------------------------------------------------------------------------


def test_of_masked_files_only_the_number_is_told(as_: As, api: Api, places: Places) -> None:
    one = key(api("county"), name="密.pdf", field="secret_papers")
    row = created(api("county"), places, secret_papers=[one])
    village = api("village")

    told = village.get(f"sample/{row}")
    pages = [
        as_("village").get(f"/desk/sample/{page}").text
        for page in (row, f"{row}/edit", f"{row}/history", "")
    ]
    fetched = [
        village.call("GET", f"sample/{row}/files/secret_papers/{k}").json for k in (one, FORGED)
    ]

    assert told.json["result"]["secret_papers"] == "**** × 1"
    assert "secret_papers" not in told.json["linked"]
    assert all(one not in page and "密.pdf" not in page for page in [told.text, *pages])
    assert "**** × 1" in pages[0] and "**** × 1" in pages[1]
    assert fetched[0]["message"] == fetched[1]["message"]


def test_masked_files_stay_as_they_are(api: Api, places: Places) -> None:
    one = key(api("county"), field="secret_papers")
    row = created(api("county"), places, secret_papers=[one])
    village = api("village")
    whole = village.get(f"sample/{row}").json["result"]

    same = village.put(f"sample/{row}", {**whole, "name": "改名"})
    wrong = village.put(f"sample/{row}", {"version": 2, "secret_papers": []})
    new = village.post("sample/", entry(places, secret_papers=[FORGED]))
    handed = handed_in(village, made.PDF, "a.pdf", "secret_papers")

    assert same.status_code == 200
    assert wrong.json["codes"] == new.json["codes"] == {"secret_papers": ["actions.E011"]}
    assert handed.status_code == 403
    assert api("county").get(f"sample/{row}").json["result"]["secret_papers"] == [one]


def test_a_file_of_a_record_out_of_sight_is_not_there(api: Api, as_: As, places: Places) -> None:
    one = key(api("county"))
    row = created(api("county"), places, papers=[one])
    other = api("village")
    elsewhere = created(
        api("county"), places, grid=places["130730101001"].grids[0], papers=[key(api("county"))]
    )

    answers = [
        other.call("GET", f"sample/{elsewhere}/files/papers/{one}"),
        other.call("GET", f"sample/{row}/files/papers/{FORGED}"),
        other.call("GET", f"sample/{row}/files/pictures/{one}"),
        other.call("GET", f"sample/{row}/files/nothing/{one}"),
        other.call("GET", f"sample/999999999/files/papers/{one}"),
    ]

    assert {a.status_code for a in answers} == {404}
    assert len({a.json["message"] for a in answers}) == 1
    assert as_("village").get(f"/desk/sample/{elsewhere}/files/papers/{one}").status_code == 404
    assert other.call("GET", f"sample/{row}/files/papers/{one}").status_code == 200


def test_nobody_hands_in_without_a_log_in(app: Flask) -> None:
    client = app.test_client()

    answer = client.post("/api/v1/sample/files/papers", data={"file": part(made.PDF, "a.pdf")})

    assert answer.status_code in (400, 401)
    assert "key" not in (answer.json or {})


def test_an_account_cannot_fill_the_disk(
    api: Api, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.actions.stage_file.MOST_STAGED", 0)

    answer = handed_in(api("county"), made.PDF, "a.pdf", "papers")

    assert answer.json["codes"] == {"_schema": ["files.E011"]}


# --- the sweep ----------------------------------------------------------------------------------


def older(engine: Engine, days: int, column: str, one: str) -> None:
    with engine.begin() as connection:
        update = (
            f"UPDATE stored_file SET {column} = now() - make_interval(days => :d) WHERE key = :k"
        )
        connection.execute(text(update), {"d": days, "k": one})


def cleared(engine: Engine, workshop: Workshop, *keys: str) -> list[str]:
    """Which of these the sweep takes away, bytes and row."""
    with engine.begin() as connection:
        clear_files(connection, workshop.stored)
        rows = set(connection.scalars(text("SELECT key FROM stored_file")))
    assert {k for k in keys if k in rows} == {k for k in keys if workshop.stored.path(k).exists()}
    return [k for k in keys if k not in rows]


def test_the_sweep_clears_what_no_record_ever_named(
    api: Api, places: Places, engine: Engine, workshop: Workshop
) -> None:
    caller = api("county")
    new, old, saved = key(caller), key(caller), key(caller)
    created(caller, places, papers=[saved])
    older(engine, 3, "created_at", old)
    older(engine, 300, "created_at", saved)

    late = caller.post("sample/", entry(places, papers=[old]))

    assert late.json["codes"] == {"papers": ["fields.E190"]}
    assert cleared(engine, workshop, new, old, saved) == [old]


def test_the_sweep_keeps_what_a_history_names_however_long(
    api: Api, places: Places, engine: Engine, workshop: Workshop
) -> None:
    caller = api("county")
    named, forgotten = key(caller), key(caller)
    rows = [created(caller, places, papers=[k]) for k in (named, forgotten)]
    for row, one in zip(rows, (named, forgotten), strict=True):
        caller.put(f"sample/{row}", {"version": 1, "papers": None})
        older(engine, 300, "detached_at", one)
    with engine.begin() as connection:
        gone = text("DELETE FROM audit WHERE entity = 'sample' AND row_id = :id")
        connection.execute(gone, {"id": rows[1]})

    assert cleared(engine, workshop, named, forgotten) == [forgotten]


def test_a_file_that_is_being_saved_is_passed_over(
    api: Api, engine: Engine, workshop: Workshop
) -> None:
    one = key(api("county"))
    older(engine, 3, "created_at", one)
    locked = text("SELECT key FROM stored_file WHERE key = :key FOR UPDATE")

    with engine.begin() as saving:
        saving.execute(locked, {"key": one})
        assert cleared(engine, workshop, one) == []
    assert cleared(engine, workshop, one) == [one]


@pytest.mark.parametrize("raw", ["[", "x", '{"a": 1}', "[[1]]", "\u0000"])
def test_a_forged_key_in_a_form_brings_the_form_back(as_: As, places: Places, raw: str) -> None:
    data = {**entry(places), "papers-present": "1", "papers": raw}

    back = post(as_("county"), "new", {**data, "papers-new": [part(made.PDF, "一.pdf")]})

    assert back.status_code == 422
    assert "一.pdf" in back.text


def test_a_process_killed_before_the_bytes_are_kept_leaves_what_the_sweep_clears(
    api: Api, engine: Engine, workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: Any) -> None:
        raise SystemExit

    monkeypatch.setattr("app.files.folder.FileFolder.keep", killed)
    with pytest.raises(SystemExit):
        handed_in(api("county"), made.PDF, "断.pdf", "papers")
    monkeypatch.undo()
    query = text("SELECT key FROM stored_file WHERE name = '断.pdf'")
    with engine.connect() as connection:
        one = str(connection.scalar(query))
    older(engine, 3, "created_at", one)

    assert not workshop.stored.path(one).exists()
    with engine.begin() as connection:
        clear_files(connection, workshop.stored)
        assert connection.scalar(query) is None
