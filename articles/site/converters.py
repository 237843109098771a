"""Path converters. An address with a part that its converter refuses does not exist, and answers
404."""

from datetime import MAXYEAR, MINYEAR

from django.urls import register_converter


class YearConverter:
    """A year, except the first and the last of the calendar, whose ends cannot be expressed in
    every time zone."""

    regex = "[0-9]{4}"

    def to_python(self, value: str) -> int:
        year = int(value)
        if not MINYEAR < year < MAXYEAR:
            raise ValueError
        return year

    def to_url(self, value: int) -> str:
        return f"{value:04d}"


class MonthConverter:
    """A month, always in two digits, so that it has one address."""

    regex = "0[1-9]|1[0-2]"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return f"{value:02d}"


class NumberConverter:
    """A number from 1 on, without leading zeros, that fits in an integer of any database."""

    regex = "[1-9][0-9]{0,8}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(YearConverter, "yyyy")
register_converter(MonthConverter, "mm")
register_converter(NumberConverter, "number")
