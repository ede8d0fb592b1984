"""To begin a tree or a site, and to write it in an editor that knows what belongs there."""

import datetime
import re
import shlex
from pathlib import Path

import click

from fingerpost import clock
from fingerpost.cli._shared import load, today_option, trees_option


@click.group()
def new() -> None:
    """Begin a tree, or a site."""


@new.command("tree")
@click.argument("name", metavar="ID")
@trees_option
@today_option
def new_tree(name: str, folder: Path, day: datetime.datetime | None) -> None:
    """Begin the tree ID, such as smell-of-gas, in a folder of trees."""
    from fingerpost.blanks import left
    from fingerpost.files import write
    from fingerpost.load.sites import ID
    from fingerpost.starter import new_tree as begun

    if not folder.is_dir():
        raise click.UsageError(f"There is no folder {folder}. `fingerpost new site` makes one, with all around it.")
    if not ID.fullmatch(name):
        raise click.UsageError(
            f"{name!r} can be no tree's id: it is of small letters, digits and hyphens, and begins with a letter."
        )
    path = folder / f"{name}.yaml"
    _refuse([path])
    beside = (
        one.read_text(encoding="utf-8", errors="replace") for one in sorted(folder.glob("[!_]*.yaml")) if one.is_file()
    )
    content = begun(name, _title(name), load(folder, day).site, beside=beside)
    write(path, content)
    things = left(content.decode())
    click.echo(f"{path} begins the tree. {_things(things)} left in it to fill in; each says “Fill in”.")
    click.echo("`fingerpost check` says what else it needs.")


@new.command("site")
@click.argument("root", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--title", help="What the site is called; the name of DIR unless said otherwise.")
@today_option
def new_site(root: Path, title: str | None, day: datetime.datetime | None) -> None:
    """Begin the repository of a site in DIR: trees, pages, settings, and what checks and publishes them."""
    from fingerpost.files import write
    from fingerpost.starter import new_site as begun

    if title is not None and not title.isprintable():
        raise click.UsageError("A title is one line of words.")
    files = begun(title or _title(root.resolve().name), today=_today(day))
    _refuse([root / path for path in files])
    for path, content in files.items():
        write(root / path, content)
    # The package is on no registry yet: where it comes from is told in the new README.
    click.echo(f"{len(files)} files written to {root}; README.md there says where to clone Fingerpost from. Then:")
    click.echo(f"  cd {shlex.quote(str(root))}\n  make setup FINGERPOST=../fingerpost\n  make site")


@click.command(short_help="Write what editors need to know the files of a site.")
@click.argument("out", metavar="[DIR]", type=click.Path(path_type=Path, file_okay=False), default=Path("schemas"))
def schemas(out: Path) -> None:
    """Write the schemas by which editors know the files of a site, into DIR; without it, into schemas."""
    from fingerpost.files import write
    from fingerpost.starter import schemas as ours

    for name, content in ours().items():
        write(out / name, content)
    click.echo(f"{len(ours())} files written to {out}. A tree names one in its first line:")
    click.echo(f"  # yaml-language-server: $schema=../{out.name}/tree.json")


def _refuse(paths: list[Path]) -> None:
    """Write nothing when something stands where we would write."""
    standing = [path for path in paths if path.exists() or path.is_symlink()]
    if standing:
        names = "".join(f"\n  {path}" for path in standing)
        raise click.UsageError(f"These are there already, and nothing was written:{names}")


def _things(count: int) -> str:
    return f"{count} things are" if count != 1 else "1 thing is"


def _title(name: str) -> str:
    words = re.sub(r"[^\w]+|_+", " ", name).strip()
    return words[:1].upper() + words[1:] or "Trees"


def _today(day: datetime.datetime | None) -> datetime.date:
    return day.date() if day else clock.today()
