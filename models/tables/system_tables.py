"""The tables that every installation has, gathered: a plan compares all of them."""

from sqlalchemy import MetaData

from models.tables.account import Account, AccountRole
from models.tables.assignment import Assignment
from models.tables.audit import Audit
from models.tables.base import SystemBase
from models.tables.broker_message import BrokerMessage
from models.tables.creation_key import CreationKey
from models.tables.definition_version import CountyField, DefinitionVersion
from models.tables.job import Job
from models.tables.numbering import Numbering
from models.tables.org_unit import OrgUnit
from models.tables.recent_record import RecentRecord
from models.tables.saved_list import SavedList
from models.tables.sought import Sought
from models.tables.stored_file import StoredFile

SYSTEM_TABLES = (
    OrgUnit, Account, AccountRole, Audit, Assignment, DefinitionVersion, CountyField, Numbering,
    Job, BrokerMessage, CreationKey, SavedList, Sought, RecentRecord, StoredFile,
)  # fmt: skip
SYSTEM_METADATA: MetaData = SystemBase.metadata
