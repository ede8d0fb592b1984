"""A tree as JSON, for programs; `fingerpost import` reads it back."""

import json

from fingerpost.exporters.order import Order
from fingerpost.treedata import told


def as_json(order: Order) -> dict[str, bytes]:
    """One file; the same tree always gives the same bytes."""
    content = json.dumps(told(order.tree), ensure_ascii=False, indent=2) + "\n"
    return {f"{order.tree.id}.json": content.encode()}
