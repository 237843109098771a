"""Parts of addresses. What none of them takes is no address, and answers 404."""

from datetime import MAXYEAR, MINYEAR

from django.urls import register_converter


class YearConverter:
    """A year whose days have neighbours: the first and the last of the calendar have an end that
    no clock can say in another zone."""

    regex = "[0-9]{4}"

    def to_python(self, value: str) -> int:
        year = int(value)
        if not MINYEAR < year < MAXYEAR:
            raise ValueError
        return year

    def to_url(self, value: int) -> str:
        return f"{value:04d}"


class MonthConverter:
    """Always two digits, so that a month has one address."""

    regex = "0[1-9]|1[0-2]"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return f"{value:02d}"


class NumberConverter:
    """A number from 1 on, in one way of writing it, which any database can count to."""

    regex = "[1-9][0-9]{0,8}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(YearConverter, "yyyy")
register_converter(MonthConverter, "mm")
register_converter(NumberConverter, "number")
