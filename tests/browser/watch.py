"""What a browser did behind its pages: what it complained of, whom it asked."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext

# Chromium says this of every answer of 400 and more; answers are judged by themselves below.
ANSWERED = "Failed to load resource"


@dataclass
class Watch:
    """Everything that happened in one profile since it was last asked for."""

    complaints: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)
    refused: list[str] = field(default_factory=list)

    def of(self, profile: BrowserContext) -> "Watch":
        """Watch this profile from now on."""
        profile.on("console", self._console)
        profile.on("weberror", lambda error: self.complaints.append(str(error.error)))
        profile.on("request", lambda request: self.hosts.add(urlsplit(request.url).hostname or ""))
        profile.on("response", self._response)
        return self

    def faults(self, allowed: Iterable[str] = ()) -> list[str]:
        """What a page may not do: complain, ask another machine, ask in vain. `allowed` are parts
        of addresses that a test expects to be refused. Begins anew."""
        foreign = self.hosts - {"127.0.0.1"}
        in_vain = [line for line in self.refused if not any(part in line for part in allowed)]
        found = [*self.complaints, *(f"asked {host}" for host in foreign), *in_vain]
        self.complaints.clear()
        self.hosts.clear()
        self.refused.clear()
        return found

    def _console(self, message: Any) -> None:
        if message.type in ("error", "warning") and ANSWERED not in message.text:
            self.complaints.append(f"{message.type}: {message.text} ({message.location})")

    def _response(self, response: Any) -> None:
        """A page may be an error page; what a page is made of must be there."""
        if response.status >= 400 and not response.request.is_navigation_request():
            self.refused.append(f"{response.status} {response.url}")
