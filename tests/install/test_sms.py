"""Commercial actions by SMS where Odoo can send them: with a module that the firm may have, and ours do not need."""

import sys
from pathlib import Path

import pytest

from odoo.tests.common import get_db_name

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import own_database  # noqa: E402

NAME = f"{get_db_name()}_sms"


@pytest.fixture(scope="module")
def found():
    """What happened to several actions, at the door of a provider who is not there."""
    with own_database.copied(own_database.beside("product"), NAME):
        own_database.odoo(NAME, "-i", "mass_mailing_sms", "--stop-after-init", "--no-http", "--log-level=warn")
        yield own_database.shell(NAME, HERE / "sms.py")


def test_what_was_approved_leaves_to_the_number_of_then_and_the_gate_is_asked_again(found):
    assert found["first"] == {"Ada": ["sent", ""], "Bea": ["stopped", "opposed"], "Cris": ["sent", ""]}
    assert found["numbers"] == found["frozen"]
    assert "+34699999999" not in found["numbers"]


def test_the_message_says_who_sends_it_and_how_to_receive_no_more(found):
    text, firm, way_out = found["text"].split("\n")
    assert text == "La renta se acerca: llámenos."
    assert firm
    assert "/sms/" in way_out
    assert found["shown"]


def test_no_way_of_odoo_sends_them_but_the_action(found):
    assert [found["queue"], found["by_hand"], found["before_the_job"]] == ["UserError", "UserError", 0]


def test_they_are_counted_and_registered(found):
    assert found["counts"] == [2, 0, 0, 0]
    assert found["mailing"] == ["sms", "done", True]
    assert found["register"] == 2


def test_a_number_that_does_not_exist_comes_back_days_later(found):
    assert found["returned"] == ["failed", "bounced"]


def test_whoever_follows_the_way_out_is_opposed_and_a_response(found):
    assert found["way_out"] == ["unsubscribe"]
    assert found["opposed"]


def test_whoever_leaves_a_message_of_odoos_own_is_opposed_as_a_person_and_not_only_by_number(found):
    assert found["sent_one"] == 1
    assert found["person"] == [["phone", "sms"], ["footer"]]


def test_leaving_the_last_list_of_numbers_is_an_opposition_to_text_messages_and_leaving_one_is_not(found):
    assert found["one_list"] == 0
    assert found["last_list"] == [["sms"], ["sms"]]


def test_nobody_is_sent_to_twice_when_the_machine_stops_while_they_leave(found):
    assert found["killed"] == {"Dani": ["leaving", ""], "Eva": ["leaving", ""]}
    assert found["killed_sent"] == found["unsure"] == 2


def test_a_person_decides_about_those_of_whom_nobody_knows(found):
    assert found["decided"] == {"Dani": ["sent", ""], "Eva": ["sent", ""]}
    assert found["decided_sent"] == 3


def test_without_an_answer_of_the_provider_it_is_not_tried_again(found):
    assert found["no_answer"] == {"Fina": ["leaving", ""]}


def test_without_credit_the_others_wait_and_somebody_is_told(found):
    assert found["no_credit"] == [50, 70, False, True]
    assert found["credit"] == [120, 0, 120, 120]


def test_what_is_cancelled_does_not_leave(found):
    assert found["cancelled"] == [{"Hugo": ["stopped", "cancelled"]}, 0]


def test_a_person_writes_launches_and_follows_one_in_the_browser(found, tmp_path):
    own_database.browse(NAME, HERE / "sms_tour.py", tmp_path)


def test_an_action_says_something_the_same_to_all_and_what_was_approved(found):
    assert [found["empty"], found["braces"], found["changed"]] == ["UserError", "ValidationError", "UserError"]


def test_whose_data_are_destroyed_has_no_number_in_what_odoo_noted(found):
    assert found["destroyed"] == [1, 2, []]
