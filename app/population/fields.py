"""The fields that a synthetic row fills, in order; every row of an entity has all of them."""

GRID = (
    "name",
    "sequence",
    "grid_type",
    "leader_name",
    "worker_name",
    "worker_phone",
    "household_count",
    "area",
)

HOUSE = (
    "kind",
    "estate",
    "building",
    "unit_no",
    "room",
    "address",
    "area",
    "use",
    "owner_name",
    "owner_id_number",
    "owner_phone",
    "rental_use",
    "hazard",
    "tenants",
)

TENANT = ("name", "id_number", "phone", "since")

PERSON = (
    "category",
    "name",
    "former_name",
    "id_number",
    "document_type",
    "document_number",
    "nationality",
    "sex",
    "birth_date",
    "ethnicity",
    "native_place",
    "marital_status",
    "political_status",
    "education",
    "religion",
    "occupation",
    "workplace",
    "phone",
    "registered_place",
    "registered_address",
    "household_number",
    "head_relation",
    "household_consistency",
    "inflow_reason",
    "dwelling_kind",
    "residence_permit_type",
    "entry_date",
    "entry_purpose",
)
