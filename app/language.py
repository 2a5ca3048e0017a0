"""The language of the command line: Chinese where the environment asks for it, else English.

Sentences are msgids of the domain `messages`; labels, which definitions write in Chinese, have
theirs in the domain `definitions`.
"""

import gettext
import os
from collections.abc import Callable, Mapping, MutableMapping

from config import ROOT

_ASKED = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


def asked_language(environment: Mapping[str, str] = os.environ) -> str:
    """The name of the language in `translations/`, after the first variable that is set."""
    asked = next((environment[name] for name in _ASKED if environment.get(name)), "")
    return "zh_Hans_CN" if asked.lower().startswith("zh") else "en"


def speak(environment: MutableMapping[str, str] = os.environ) -> None:
    """Let `gettext` answer in the language asked for: ours, and argparse's own words with it."""
    environment["LANGUAGE"] = asked_language(environment)
    for domain in ("messages", "definitions"):
        gettext.bindtextdomain(domain, str(ROOT / "translations"))
    gettext.textdomain("messages")


def translate(text: str) -> str:
    """A msgid or a label in the language spoken; itself where it has no translation."""
    if not text:
        return ""
    found = gettext.gettext(text)
    return found if found != text else gettext.dgettext("definitions", text)


def translator(language: str) -> Callable[[str], str]:
    """`translate` for one language, whatever this process speaks: for what is written for a reader
    who is not there (a job's file, in the language of the account)."""
    domains = [
        gettext.translation(domain, str(ROOT / "translations"), [language], fallback=True)
        for domain in ("messages", "definitions")
    ]

    def translated(text: str) -> str:
        for domain in domains if text else ():
            found = domain.gettext(text)
            if found != text:
                return found
        return text

    return translated
