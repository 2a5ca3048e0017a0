"""The REST API of every entity, by name (docs/decisions/0006-rest-api.md)."""
