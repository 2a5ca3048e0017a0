"""The tables that every installation has, gathered: a plan compares all of them."""

from sqlalchemy import MetaData

from models.tables.account import Account, AccountRole
from models.tables.assignment import Assignment
from models.tables.audit import Audit
from models.tables.base import SystemBase
from models.tables.definition_version import CountyField, DefinitionVersion
from models.tables.org_unit import OrgUnit

SYSTEM_TABLES = (
    OrgUnit, Account, AccountRole, Audit, Assignment, DefinitionVersion, CountyField,
)  # fmt: skip
SYSTEM_METADATA: MetaData = SystemBase.metadata
