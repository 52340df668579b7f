"""`docintel train`: what is asked for becomes the request; the run itself is tested with the trainer."""

from pathlib import Path

import pytest

from docintel.cli.training import train

pytest.importorskip("torch", reason="training needs the extra [train]")


@pytest.fixture
def asked(monkeypatch):
    """The requests that reach the trainer."""
    requests = []
    monkeypatch.setattr("docintel.workflows.training.run.train", requests.append)
    return requests


@pytest.mark.parametrize(
    ("options", "epochs", "rate"),
    [
        ({}, 8, 2.5e-4),
        ({"epochs": 3}, 3, 2.5e-4),
        ({"start": Path("earlier")}, 4, 1.5e-4),
        ({"start": Path("earlier"), "epochs": 1}, 1, 1.5e-4),
    ],
)
def test_a_run_that_goes_on_takes_smaller_and_fewer_steps(asked, options, epochs, rate):
    train(["clauses"], seed=7, **options)
    (request,) = asked
    assert (request.tasks, request.recipe.seed) == (("clauses",), 7)
    assert (request.recipe.epochs, request.recipe.encoder_rate) == (epochs, rate)
    assert request.start == options.get("start")


def test_what_cannot_be_gone_on_from_is_one_sentence(docintel):
    done = docintel("train", "--start", "nowhere")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("docintel: ")
    assert done.stderr == "docintel: corpora holds no annotated lines (<task>/train.jsonl).\n"
