"""The evaluator of the forms answers every shared vector in Chromium as it does on the server."""

import json

from tests.browser.conftest import Open
from tests.expressions.vectors import FILE, all_vectors, batch
from views.static_files import static

OUTCOMES = FILE.with_name("outcomes.mjs")
RUN = """async ([evaluator, outcomes, batch]) => {
  const [ours, theirs] = await Promise.all([import(evaluator), import(outcomes)]);
  return theirs.outcomes(ours, batch);
}"""


def test_every_vector_has_the_same_answer_in_the_browser(open_: Open) -> None:
    vectors = all_vectors()
    page = open_("county", "/account/password")
    script = static("js/outcomes.mjs")
    page.route(
        f"**{script}",
        lambda route: route.fulfill(
            body=OUTCOMES.read_text(encoding="utf-8"), content_type="text/javascript"
        ),
    )

    answers = page.evaluate(RUN, [static("js/expressions.js"), script, batch(vectors)])

    wrong = [
        (str(vector), vector.expect, answer)
        for vector, answer in zip(vectors, answers, strict=True)
        if json.dumps(vector.expect) != json.dumps(answer)
    ]
    assert wrong == []
