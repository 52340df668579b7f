"""What leaves docintel: JSON Lines, Parquet tables and the customer page."""
