"""The log's download, done again on PostgreSQL."""

import pytest

from tests.service.desk.test_exporting import (
    published,
    test_the_log_is_for_admins_and_carries_its_hashes,
)

__all__ = ["published", "test_the_log_is_for_admins_and_carries_its_hashes"]
pytestmark = [pytest.mark.postgres, pytest.mark.slow]
