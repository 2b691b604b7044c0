"""Many returns -> one consolidation: which files there are, what each says, which of them count, what their money makes."""
