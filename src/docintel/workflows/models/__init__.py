"""The models an installation has: what is there and whether it is whole, and how a bank's own comes in."""
