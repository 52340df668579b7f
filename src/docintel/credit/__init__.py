"""Facts become signals, signals a profile, a profile alerts."""
