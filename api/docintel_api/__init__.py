"""HTTP over the same workflows and store."""
