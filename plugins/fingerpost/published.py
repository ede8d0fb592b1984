"""Where a site is published, read from the file that tells MkDocs, without its plugins and without running anything."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urljoin

import yaml

from fingerpost.failures import Failure

_FILE = "mkdocs.yml"
# Where `cards/current.md` is found, with a folder for each page and without.
_PAGE, _PLAIN_PAGE = "cards/current/", "cards/current.html"


def editions_page(trees: Path) -> str:
    """The address of the page that says which editions of cards are current, of the site whose trees these are.

    It is empty where no `mkdocs.yml` beside the folder has a plain `site_url`. Raises `Failure` where that file is not
    YAML.
    """
    told = _settings(trees.resolve().parent / _FILE)
    home = told.get("site_url", "")
    page = _PLAIN_PAGE if told.get("use_directory_urls") == "false" else _PAGE
    return urljoin(home.rstrip("/") + "/", page) if home else ""


def _settings(path: Path) -> Mapping[str, str]:
    """Each setting that is one plain word, by its name: tags, which may stand for code or the environment, are not."""
    try:
        with path.open("rb") as stream:
            document = yaml.compose(stream, Loader=yaml.SafeLoader)
    except FileNotFoundError:
        return {}
    except yaml.YAMLError as error:
        raise Failure(f"{path} is not YAML: {str(error).splitlines()[0]}") from error
    if not isinstance(document, yaml.MappingNode):
        return {}
    plain = ((key, value) for key, value in document.value if isinstance(value, yaml.ScalarNode))
    return {key.value: value.value for key, value in plain if value.tag.startswith("tag:yaml.org,2002:")}
