"""docintel reads a deal's documents and says, with evidence, what they mean for a lender."""

__version__ = "0.1.0"
