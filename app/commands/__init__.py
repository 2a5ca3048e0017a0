"""The commands of `gridbook`, one module each: what it is for, its options, and its run."""
