"""`python -m app.reference`: write the pages of the reference, and the schema."""

from app.reference.pages import made_files
from config import ROOT

if __name__ == "__main__":
    for path, text in made_files().items():
        (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / path).write_text(text, encoding="utf-8")
