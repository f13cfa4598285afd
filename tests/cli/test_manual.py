"""`docs/commands.md` is the help text of the commands, no more and no less.

python tests/cli/test_manual.py      writes it
"""

from pathlib import Path

import click

from kg.cli.main import COMMANDS, app

MANUAL = Path(__file__).resolve().parent.parent.parent / "docs" / "commands.md"


def manual() -> str:
    """The page: the help of `kg` and of each command that there is."""
    parts = ["# Commands\n\nWritten by `python tests/cli/test_manual.py` from the help texts; do not edit.\n", _help(app, "kg")]
    for name in COMMANDS:
        command = app.get_command(click.Context(app), name)
        assert command is not None, name
        parts.append(_help(command, f"kg {name}"))
    return "\n".join(parts)


def _help(command: click.Command, name: str) -> str:
    context = click.Context(command, info_name=name, max_content_width=100, terminal_width=100)
    return f"## `{name}`\n\n```\n{command.get_help(context)}\n```\n"


def test_the_manual_is_up_to_date() -> None:
    assert MANUAL.read_text(encoding="utf-8") == manual()


def test_every_command_has_the_help_of_the_list() -> None:
    for name in COMMANDS:
        command = app.get_command(click.Context(app), name)
        assert command is not None
        assert command.help


if __name__ == "__main__":
    MANUAL.write_text(manual(), encoding="utf-8")
