"""What can go wrong with input, each told in one line with its remedy."""

from __future__ import annotations


class TradetraceError(Exception):
    """Something a person can mend; ``str()`` is the line to show. The command line exits with code 2."""


class DataError(TradetraceError):
    """The tables cannot be used: ``message`` says what is wrong, ``remedy`` what to do; one line each."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(f"{message}. {remedy}.")
        self.message, self.remedy = message, remedy

    def __reduce__(self) -> tuple:
        return type(self), (self.message, self.remedy)  # so that one of another process can be raised here


class DocumentProblem(TradetraceError):
    """Why one document cannot be used: its ``name``, ``what`` is wrong, and the ``remedy``."""

    def __init__(self, name: str, what: str, remedy: str) -> None:
        super().__init__(f"{name}: {what}. {remedy}.")
        self.name, self.what, self.remedy = name, what, remedy

    def __reduce__(self) -> tuple:
        return type(self), (self.name, self.what, self.remedy)


class FilterError(TradetraceError, ValueError):
    """A filter that does not exist or holds a value that does not; the message names both."""
