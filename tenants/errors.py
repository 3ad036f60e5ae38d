"""The two ways a thing can go wrong, and the sentence that says what to do about it."""

from django.utils.functional import Promise


class Problem(Exception):
    """A failure with a sentence for people and a code for machines.

    `sentence` may name people and things; only `code` may enter rows that all clients share.
    """

    default_code = "problem"

    def __init__(self, sentence: str | Promise, *, code: str = "") -> None:
        super().__init__(str(sentence))
        self._sentence = sentence
        self.code = code or self.default_code

    @property
    def sentence(self) -> str:
        """The sentence in the language of whoever reads it now."""
        return str(self._sentence)


class Temporary(Problem):
    """Worth another try, after `retry_after_s` seconds where the other side named a time."""

    default_code = "temporary"

    def __init__(self, sentence: str | Promise, *, code: str = "", retry_after_s: float | None = None) -> None:
        super().__init__(sentence, code=code)
        self.retry_after_s = retry_after_s


class Refused(Problem):
    """Trying again changes nothing: a person has to change something first."""

    default_code = "refused"


class NoClient(RuntimeError):
    """Tenant data was asked for without saying whose."""


class ClientSwitch(RuntimeError):
    """A client's context was entered where another client, or a transaction, is already open."""
