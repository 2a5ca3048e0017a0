r"""Patterns of `matches`: what RE2 and JavaScript's `u` expressions read alike, and no more.

Read here into a tree, so that whatever could mean two things is refused before anything runs:

* a character as itself; `.` any one character, line breaks included; `^` and `$` the two ends of
  the whole text;
* sets `[a-z一-龥]`, `[^...]`; `-` itself first or last in the set;
* `\d` (0-9), `\w` (0-9 A-Z a-z _), `\D`, `\W`, `\n`, `\r`, `\t`, and a backslash before any of
  `^ $ \ . * + ? ( ) [ ] { } | /`, in a set also before `-`;
* `(...)` and `(?:...)`, which are the same, nested at most 10 deep; `a|b`;
* one of `*`, `+`, `?`, `{n}`, `{n,}`, `{n,m}` after a character, set or group.

Refused, because the two differ or one lacks it: `\s`, `\b`, `\p{...}`, `\x`, `\u`, backreferences,
look-around, flags, lazy and possessive repetition, `[[:alpha:]]`, empty parts, `{`, `}` and `]`
alone. `matches` looks for the pattern anywhere in the text; case and width of letters count.
"""

from models.expressions.patterns.pattern import Pattern

__all__ = ["Pattern"]
