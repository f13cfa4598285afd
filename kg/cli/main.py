"""`kg`: the commands, and how errors reach the shell.

Exit status: 0 done; 1 a finding (an article failed, a check found something); 2 misuse or bad input; 130 interrupted.
"""

import importlib
import os
import sys
from typing import Any

import click

from kg import memory
from kg.errors import KgError

COMMANDS = {
    "build": "Articles, or a corrected annotations file, into a graph.",
    "extract": "Annotations of articles as JSON lines on standard output.",
    "query": "Ask the graph in SPARQL, or by the name of a query.",
    "explain": "Why a claim, an event or an entity is in the graph.",
    "claims": "Who says what about an event or an entity.",
    "contradictions": "Claims that cannot both hold.",
    "export": "The graph in another format.",
    "view": "Open the graph as a page.",
    "serve": "A read-only SPARQL endpoint and pages.",
    "push": "Copy the graph to a SPARQL server.",
    "validate": "Check the graph against the shapes.",
    "verify": "Check every offset, digest, link and shape of an output directory.",
    "diff": "What two builds differ in.",
    "remove": "Take articles out, with all that follows from them.",
    "entity": "Say that two entities are the same, different, or that it is unsure.",
    "stats": "Figures of the store.",
    "backup": "Copy the store while it is in use.",
    "compact": "Give room of removed articles back.",
    "evaluate": "Measure the extraction against gold data.",
}
"""Commands with their one-line help, in the order of the manual; a command's module is imported only when it runs."""


class Lazy(click.Group):
    """A group that imports a command's module when the command is asked for, so that `kg --help` stays quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the manual."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"kg.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands from the table above, without importing them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="kg", message="kg %(version)s")
def app() -> None:
    """News articles in, an evidence-backed knowledge graph out.

    Who did what to whom, where and when, and above all who says so; every triple leads to its sentence. Offline.

    Start with:  kg build seeds
    """


def main() -> None:
    """Run a command; one line for what the user can mend, silence for a closed pipe."""
    memory.spare()
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        status = app.main(standalone_mode=False) or 0
        sys.stdout.flush()
        sys.exit(status)
    except BrokenPipeError:  # whoever read our output has gone; SIGPIPE itself stays ignored, for a dead worker's pipe raises it too
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except KgError as error:
        click.echo(f"kg: {error}", err=True)
        sys.exit(2)
    except click.exceptions.Exit as error:
        sys.exit(error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        click.echo(
            f"kg: {where}{error.strerror or error}; what was finished before is untouched, run it again when that is mended", err=True
        )
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo("kg: interrupted", err=True)
        sys.exit(130)
