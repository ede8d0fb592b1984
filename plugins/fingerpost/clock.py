"""The day that counts as today, where nobody names another."""

import datetime
import os

from fingerpost.failures import Failure

# The time zone in which a day begins first.
_FIRST = datetime.timezone(datetime.timedelta(hours=14))


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


def begun() -> datetime.date:
    """The last day that has begun somewhere on Earth by the clock, whatever counts as today."""
    return datetime.datetime.now(tz=_FIRST).date()
