"""The product's definitions with access blocks that are harder than real ones: titles, links and
sources of derived values hidden, lists without pages and pages without lists, writing rights by
assignment, a county that takes fields away. The oracle reads them like any others."""

import re
import shutil
from pathlib import Path

from config import ROOT

_ACCESS = {
    "grid": """
  city_admin: {rows: all, may: [list, show], hide: [worker_phone]}
  county_admin: {rows: own_unit, may: [list, show, edit, restore], hide: [leader_name]}
  township_clerk: {rows: own_unit, may: [list]}
  village_centre: {rows: own_unit, may: [list, show], hide: [name, village]}
  grid_worker: {rows: own_unit, may: [show]}
  department_officer: {rows: assigned, may: [list, show]}
  super_administrator: {rows: all, may: [list]}
""",
    "house": """
  city_admin: {rows: all, may: [list], clear: [owner_phone]}
  county_admin: {rows: own_unit, may: [list, show, edit, remove, restore], clear: [tenants]}
  township_clerk: {rows: own_unit, may: [list, show], hide: [grid, tenants]}
  village_centre: {rows: own_unit, may: [list, show], hide: [address, owner_name]}
  grid_worker: {rows: own_unit, may: [show, edit], clear: [owner_name, tenants]}
  department_officer: {rows: assigned, may: [list, show, edit, remove, restore]}
""",
    "person": """
  city_admin: {rows: all, may: [list, show], hide: [id_number, name]}
  county_admin: {rows: own_unit, may: [list, show, restore], clear: [id_number]}
  township_clerk: {rows: own_unit, may: [show], hide: [house]}
  village_centre: {rows: own_unit, may: [list, show], hide: [birth_date, house]}
  grid_worker: {rows: own_unit, may: [list], clear: [name, former_name]}
  department_officer: {rows: assigned, may: [list, show, edit, remove], clear: [phone]}
""",
}
# A default that stands in a linked record may not tell a role more than it sees there: these access
# blocks hide what the product's defaults lead to, so they go without.
_STEP = re.compile(r'(?:, |\n +)default: (?:"[a-z_., ]+"|[a-z_]+\.[a-z_]+)(?=[,}\n])')
_OVERLAY = """
extend: house
remove: [estate, remark]
"""


def write_hard_definitions(folder: Path) -> Path:
    """Copy the definitions into a folder, with these access blocks. Nothing that is stored
    differs, so the same database serves them."""
    definitions = folder / "forms_yaml"
    shutil.copytree(ROOT / "forms_yaml", definitions)
    for path in (definitions / "core").glob("*.yaml"):
        path.write_text(_STEP.sub("", path.read_text(encoding="utf-8")), encoding="utf-8")
    for entity, access in _ACCESS.items():
        path = definitions / "core" / f"{entity}.yaml"
        head, _, _ = path.read_text(encoding="utf-8").partition("\naccess:")
        path.write_text(f"{head}\naccess:{access}", encoding="utf-8")
    overlay = definitions / "counties" / "130730" / "house.yaml"
    overlay.write_text(_OVERLAY.lstrip(), encoding="utf-8")
    return definitions
