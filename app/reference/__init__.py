"""The language of definitions, told from the code: a JSON Schema for editors, pages for people."""
