"""Answers are kept for the state of the tables that they were made from, and within bounds."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from dashboard.kept import Answer, Answers


def test_an_answer_is_made_once_for_each_state():
    made = []

    def make():
        made.append(1)
        return Answer.of(f"answer {len(made)}")

    kept = Answers()
    assert kept("a", "/", make) == kept("a", "/", make) == Answer.of("answer 1")
    assert kept("a", "/x", make) == Answer.of("answer 2")
    assert kept("b", "/", make) == Answer.of("answer 3")
    assert kept("b", "/x", make) == Answer.of("answer 4")


def test_what_is_not_found_is_not_kept():
    kept, made = Answers(), []
    for _ in range(2):
        kept("a", "/nothing", lambda: made.append(1) or Answer.of("no", 404))
    assert len(made) == 2


def test_what_is_kept_stays_within_bounds():
    kept, made = Answers(most=1000), []

    def make():
        made.append(1)
        return Answer(b"x" * 400, 200)

    for name in "abc":
        kept("s", name, make)
    kept("s", "b", make)
    kept("s", "c", make)
    assert len(made) == 3
    kept("s", "a", make)
    assert len(made) == 4


def test_what_many_ask_for_at_a_time_is_made_once():
    kept, made, begun = Answers(), [], threading.Event()

    def make():
        made.append(1)
        begun.wait(5)
        return Answer.of("page")

    with ThreadPoolExecutor(8) as pool:
        answers = [pool.submit(kept, "a", "/", make) for _ in range(8)]
        while not made:
            time.sleep(0.001)
        begun.set()
        assert {a.result() for a in answers} == {Answer.of("page")}
    assert len(made) == 1


def test_a_fault_while_making_is_the_next_ones_chance():
    kept = Answers()
    with pytest.raises(ZeroDivisionError):
        kept("a", "/", lambda: 1 / 0)
    assert kept("a", "/", lambda: Answer.of("page")) == Answer.of("page")
