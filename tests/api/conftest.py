"""The service that the tests here ask."""

from service_fixture import service

__all__ = ["service"]
