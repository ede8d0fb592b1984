"""What leaves for places that are not ours: one function a format, each giving the files that belong together."""

from collections.abc import Callable

from fingerpost.exporters.csv import as_csv
from fingerpost.exporters.dot import as_dot
from fingerpost.exporters.fhir import as_fhir
from fingerpost.exporters.html import fragment, one_file, split
from fingerpost.exporters.json import as_json
from fingerpost.exporters.mermaid import as_mermaid
from fingerpost.exporters.order import Order
from fingerpost.exporters.outline import as_outline
from fingerpost.exporters.table import as_table

__all__ = ["EXPORTERS", "Order"]

EXPORTERS: dict[str, Callable[[Order], dict[str, bytes]]] = {
    "csv": as_csv,
    "dot": as_dot,
    "fhir": as_fhir,
    "html": one_file,
    "html-fragment": fragment,
    "html-split": split,
    "json": as_json,
    "mermaid": as_mermaid,
    "outline": as_outline,
    "table": as_table,
}
