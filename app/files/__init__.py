"""Files that are handed in: looked through, cleaned, and kept in the folder of files."""
