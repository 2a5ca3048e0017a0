"""What Gridbook knows: definitions, field types, tables. No web framework below this point."""
