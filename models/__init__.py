"""Tables, rules and models that docintel runs on; data, with a card for each."""
