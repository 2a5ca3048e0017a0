"""What can be wrong with a request as such, before any record is looked at."""

from models.source import Code, FieldPlace, Problem, Problems

NOT_JSON = Code("api.E001", "the body of the request cannot be read as JSON")
NOT_AN_OBJECT = Code("api.E002", "the body of the request must be one JSON object")
WRONG_QUERY = Code("api.E003", "the argument q cannot be read: write it in Rison or JSON")
WRONG_ARGUMENT = Code("api.E004", 'the argument q is not right at "%(place)s"')
NO_PAGE_NUMBERS = Code(
    "api.E005", "pages have no numbers here: to read on, send back what stands in next as after"
)
NOT_TOGETHER = Code("api.E006", "%(first)s and %(second)s cannot be asked for together")
WRONG_VERSION = Code("api.E007", "the version is a whole number")
UNSEEN = Code("api.E008", "a field that you do not see stands in the way; ask someone who sees it")
UNFIT = Code("api.E009", "a value in the request is beyond what can be stored")
WRONG_KEY = Code("api.E010", "Idempotency-Key has 1 to 100 visible ASCII characters")
NO_FILE = Code(
    "api.E011", 'send one file with a name as the part "file" of a multipart/form-data body'
)


class Malformed(Problems):
    """The request cannot be understood at all: 400, where a wrong entry is 422."""


class NotLoggedIn(Exception):
    """Neither a session nor a valid token came with the request."""


def malformed(code: Code, *path: str, **values: object) -> Malformed:
    """The exception for one such mistake."""
    return Malformed([Problem(code, FieldPlace(path), values)])
