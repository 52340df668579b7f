"""How often taggers are right on annotated lines: measures, by task, as a table and as JSON."""
