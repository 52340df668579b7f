"""What happens when a command is stopped."""

import pytest
import typer

from docintel.cli import main


@pytest.mark.parametrize(
    ("own_words", "said"),
    [
        (None, "docintel: stopped by Ctrl-C before it was done; a file it was writing is not there, printed lines "
         "are not all.\n"),
        # a command that knows better what is left speaks for itself
        ("what was done is stored", "what was done is stored\n"),
    ],
)  # fmt: skip
def test_ctrl_c_is_said_with_exit_130(
    own_words: str | None, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    app = typer.Typer(pretty_exceptions_enable=False)

    @app.command()
    def wait() -> None:
        try:
            raise KeyboardInterrupt
        except KeyboardInterrupt:
            if own_words is None:
                raise
            typer.echo(own_words, err=True)
            raise typer.Exit(130) from None

    monkeypatch.setattr(main, "app", app)
    monkeypatch.setattr("sys.argv", ["docintel"])
    with pytest.raises(SystemExit) as ended:
        main.run()
    assert (ended.value.code, capsys.readouterr().err) == (130, said)
