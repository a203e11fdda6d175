"""Why a source of enrichment gave nothing: it may later, or it will not."""


class Unavailable(Exception):
    """The source does not answer now; ``retry_after``: seconds after which it may, None when it does not say."""

    def __init__(self, message, retry_after=None):
        super().__init__(message)
        self.retry_after = retry_after


class Refused(Exception):
    """The source does not take the question: a person has to mend something, and asking again does not help."""
