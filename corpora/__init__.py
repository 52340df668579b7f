"""The sample deal, authored corpora and gold sets that ship with docintel."""
