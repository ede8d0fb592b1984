"""The day on which all tests run."""

from datetime import UTC, date, datetime

TODAY = date(2026, 11, 1)
EPOCH = str(int(datetime(TODAY.year, TODAY.month, TODAY.day, tzinfo=UTC).timestamp()))
