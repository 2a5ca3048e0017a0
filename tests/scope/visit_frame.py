"""What stands around the records: first page, menu, log-in, own account, documents, static files,
languages, and pages that are not there."""

from tests.scope.lab import Lab

COVERS = {
    ("/", "GET"),
    ("/back", "GET"),
    ("/lang/<string:locale>", "GET"),
    ("/login/", "GET"),
    ("/login/", "POST"),
    ("/logout/", "GET"),
    ("/logout/", "POST"),
    ("/account/password", "GET"),
    ("/account/password", "POST"),
    ("/preferences", "POST"),
    ("/static/appbuilder/<path:filename>", "GET"),
    ("/static/desk/<version>/<path:name>", "GET"),
    ("/swagger/v1", "GET"),
    ("/api/v1/_openapi", "GET"),
    ("/api/v1/security/login", "POST"),
    ("/api/v1/security/refresh", "POST"),
    ("/api/v1/<entity>/_info", "GET"),
}
# Tables that have no pages of their own, and what Flask-AppBuilder would have.
_NOWHERE = (
    "/nowhere",
    "/desk/nothing/",
    "/desk/person/x",
    "/desk/person/bulk/destroy",
    "/static/desk/x/../../config.py",
    "/api/v1/nothing/",
    "/api/v1/menu/",
    "/api/v1/person/x",
    "/users/list/",
    "/roles/list/",
    "/api/v1/security/users/",
    "/api/v1/security/roles/",
    "/api/v1/security/permissions/",
    "/users/add",
    "/userstatschartview/chart/",
    "/desk/audit/",
    "/desk/org_unit/",
    "/desk/account/",
    "/api/v1/audit/",
    "/api/v1/account/",
    "/api/v1/ab_user/",
    "/desk/house_tenants/",
    "/api/v1/house_tenants/",
)


def visit(lab: Lab, account: str) -> None:
    """Every page of the frame."""
    browser = lab.browser(account)
    for path in ("/", "/account/password", "/swagger/v1", "/api/v1/_openapi"):
        browser.get(path)
    for path in _NOWHERE if account in ("super", "worker") else ():
        status = browser.get(path).status
        if status not in (400, 404, 405):
            lab.find("guess", account, path, f"should not be there, answers {status}")
    for entity in lab.entities(account):
        browser.api(f"/api/v1/{entity}/_info")
    browser.get("/login/")
    browser.post("/login/", username=account, password="wrong")
    browser.post("/account/password", current="wrong", new="a new password", again="another")
    browser.post("/preferences", menu="open", next="https://elsewhere.invalid/")
    browser.send("POST", "/api/v1/security/refresh")


def visit_once(lab: Lab, account: str) -> None:
    """What is the same for everybody, or ends what others need: asked as one account."""
    from tests import world
    from tests.scope.browser import Browser

    browser = Browser(lab, account)
    credentials = {"username": account, "password": world.PASSWORD, "provider": "db"}
    browser.send("POST", "/api/v1/security/login", json={**credentials, "refresh": True})
    for path in ("/lang/en", "/desk/person/", "/lang/zh_Hans_CN", "/back"):
        browser.get(path)
    page = browser.get("/").text
    for address in {part.partition('"')[0] for part in page.split('"/static/')[1:]}:
        browser.get(f"/static/{address}")
    browser.get("/static/appbuilder/css/ab.css")
    browser.get("/logout/")
    browser.post("/logout/")
    lab.forget(account)
