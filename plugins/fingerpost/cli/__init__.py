"""The command `fingerpost`: plain values in, one function called, its result printed.

Nothing heavy is imported before a command needs it: `--help` and a small check answer at once.
"""

import gc
import sys
from pathlib import Path
from typing import NoReturn

import click

from fingerpost import __version__
from fingerpost.cli._shared import BUG, FINDINGS, FINE, WRONG_USE
from fingerpost.cli.beginning import new, schemas
from fingerpost.cli.building import site
from fingerpost.cli.checking import check, explain
from fingerpost.cli.comparing import diff
from fingerpost.cli.exporting import export
from fingerpost.cli.formatting import format_
from fingerpost.cli.importing import import_
from fingerpost.cli.printing import cards
from fingerpost.cli.recording import ledger
from fingerpost.cli.seeding import seed_defects
from fingerpost.cli.walking import case, paths, table, walk
from fingerpost.failures import Failure

__all__ = ["BUG", "FINDINGS", "FINE", "WRONG_USE", "cli", "main"]

_COMMANDS = (
    cards,
    case,
    check,
    diff,
    explain,
    export,
    format_,
    import_,
    ledger,
    new,
    paths,
    schemas,
    seed_defects,
    site,
    table,
    walk,
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="fingerpost")
def cli() -> None:
    """Protocols as plain text, proved on every path."""


for _command in _COMMANDS:
    cli.add_command(_command)


def main() -> NoReturn:
    """Run the command; a bug of ours ends with 3 and says what to report."""
    # What a command reads it keeps until it ends; to look for garbage meanwhile would double its time.
    gc.disable()
    try:
        cli.main(prog_name="fingerpost")
    except (Failure, OSError) as error:
        click.echo(f"fingerpost: {error}", err=True)
        sys.exit(WRONG_USE)
    except Exception as error:  # anything that is left is ours
        click.echo(_bug(error), err=True)
        sys.exit(BUG)
    sys.exit(FINE)


def _bug(error: Exception) -> str:
    """What to report: the kind of fault and where it came up, without the words of any tree."""
    import platform
    import traceback

    from fingerpost.starter import repository

    where = traceback.extract_tb(error.__traceback__)[-5:]
    lines = [f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in where]
    return "\n".join(
        [
            f"This is a bug of Fingerpost. Please report it with these lines at {repository()}/issues",
            f"  fingerpost {__version__}, Python {platform.python_version()}, {platform.system()}",
            f"  {type(error).__name__}: {error}",
            *lines,
        ]
    )
