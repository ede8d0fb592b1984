"""The day that counts as today, where nobody names another."""

import datetime
import os

from fingerpost.failures import Failure


def today() -> datetime.date:
    """The day of `SOURCE_DATE_EPOCH` (seconds, UTC) where that is set, else the clock's, in UTC.

    Raises `Failure` when `SOURCE_DATE_EPOCH` is no number of seconds.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return datetime.datetime.now(tz=datetime.UTC).date()
    try:
        return datetime.datetime.fromtimestamp(int(epoch), tz=datetime.UTC).date()
    except (ValueError, OverflowError, OSError) as error:
        raise Failure(f"SOURCE_DATE_EPOCH is {epoch!r}; it must be a number of seconds.") from error
