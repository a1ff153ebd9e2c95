"""Answers are kept for the state of the tables that they were made from, and within bounds."""

from dashboard.kept import Answers


def test_an_answer_is_made_once_for_each_state():
    made = []

    def make():
        made.append(1)
        return f"answer {len(made)}", 200

    kept = Answers()
    assert kept("a", "/", make) == kept("a", "/", make) == ("answer 1", 200)
    assert kept("a", "/x", make) == ("answer 2", 200)
    assert kept("b", "/", make) == ("answer 3", 200)
    assert kept("b", "/x", make) == ("answer 4", 200)


def test_what_is_not_found_is_not_kept():
    kept, made = Answers(), []
    for _ in range(2):
        kept("a", "/nothing", lambda: made.append(1) or ("no", 404))
    assert len(made) == 2


def test_what_is_kept_stays_within_bounds():
    kept, made = Answers(most=1000), []

    def make():
        made.append(1)
        return "x" * 200, 200

    for name in "abc":
        kept("s", name, make)
    kept("s", "b", make)
    kept("s", "c", make)
    assert len(made) == 3
    kept("s", "a", make)
    assert len(made) == 4
