"""The flow, one module a use."""
