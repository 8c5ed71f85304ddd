"""What people do at the desk, done again on PostgreSQL: these are the very tests of SQLite."""

import pytest

from tests.service.desk.test_imports import test_changed_and_same_rows_are_told_apart
from tests.service.desk.test_login import (
    test_a_code_counts_once_and_wrong_codes_lock,
    test_guessing_locks_the_account_for_a_while_even_for_the_right_password,
    test_one_login_can_be_ended_and_only_ones_own,
)
from tests.service.desk.test_organizers import (
    listed,
    test_an_edit_is_saved_and_every_fact_shows_where_it_is_from,
    test_merge_and_split,
    test_two_maintainers_edit_one_organizer_and_both_changes_survive,
    test_undo_takes_back_the_newest_change,
)
from tests.service.desk.test_publishing import (
    published,
    test_edits_during_a_publication_are_neither_lost_nor_half_published,
    test_killed_in_the_middle_of_an_edit_nothing_is_half_done,
    test_the_way_back,
)

__all__ = [
    "listed",
    "published",
    "test_a_code_counts_once_and_wrong_codes_lock",
    "test_an_edit_is_saved_and_every_fact_shows_where_it_is_from",
    "test_changed_and_same_rows_are_told_apart",
    "test_edits_during_a_publication_are_neither_lost_nor_half_published",
    "test_guessing_locks_the_account_for_a_while_even_for_the_right_password",
    "test_killed_in_the_middle_of_an_edit_nothing_is_half_done",
    "test_merge_and_split",
    "test_one_login_can_be_ended_and_only_ones_own",
    "test_the_way_back",
    "test_two_maintainers_edit_one_organizer_and_both_changes_survive",
    "test_undo_takes_back_the_newest_change",
]
pytestmark = [pytest.mark.postgres, pytest.mark.slow]
