"""The seeds of fuzzing, what it once found, and some mutations of them, through every target."""

import random

import pytest

from tests.fuzzing.mutate import mutate
from tests.fuzzing.seeds import seeds
from tests.fuzzing.targets import TARGETS, run


@pytest.mark.parametrize("name", TARGETS)
def test_every_seed(name):
    target, _ = TARGETS[name]
    assert seeds(name)
    for data in seeds(name):
        run(target, data)


@pytest.mark.parametrize("name", TARGETS)
def test_mutations(name):
    target, _ = TARGETS[name]
    choose = random.Random(name)
    outcomes = [run(target, mutate(choose, seeds(name))) for _ in range(300)]
    assert len(outcomes) == 300
