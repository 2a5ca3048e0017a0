"""Whoever acts: an account with the posts it holds."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Grant:
    """A post held: a role at the unit or grid with this code, for a department where the role is
    one. An empty code means that the unit is gone: the post then covers nothing."""

    role: str
    org_code: str
    department: str = ""


@dataclass(frozen=True)
class Actor:
    """An account as far as rights are concerned. No grants: nothing may be done."""

    id: int
    name: str
    grants: tuple[Grant, ...] = ()

    @property
    def county(self) -> str:
        """The county all posts stand in, or "" if they stand in several or above."""
        counties = {grant.org_code[:6] for grant in self.grants if grant.org_code}
        only = counties.pop() if len(counties) == 1 else ""
        return only if len(only) == 6 else ""
