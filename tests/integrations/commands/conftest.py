from tests.integrations.sample_service import service

__all__ = ["service"]
