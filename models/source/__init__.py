"""YAML text becomes plain values, a tree of positions, and problems that are values."""

from models.source.cursor import Cursor
from models.source.document import Document
from models.source.options import Name, nested, nested_of, option, options_of
from models.source.place import FieldPlace, Place
from models.source.problem import Code, Problem, Problems, Refused
from models.source.sentence import N_, Sentence
from models.source.yaml_file import read_file, read_text

__all__ = [
    "N_",
    "Code",
    "Cursor",
    "Document",
    "FieldPlace",
    "Name",
    "Place",
    "Problem",
    "Problems",
    "Refused",
    "Sentence",
    "nested",
    "nested_of",
    "option",
    "options_of",
    "read_file",
    "read_text",
]
