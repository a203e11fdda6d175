"""Whether the mail server was handed a message, so that it is known when it is not known."""

import smtplib


class Handing:
    """What became of one message in a session of SMTP, from the command DATA on.

    Until DATA the server has nothing, and the message may be tried again. From DATA to its answer nobody knows: the
    server may have taken it. An answer is an answer: taken or refused.

    A session that is none of ``smtplib`` (the one of a test) is left alone.
    """

    def __init__(self, session):
        self._session = session if isinstance(session, smtplib.SMTP) else None
        self.started = False
        self.answered = False
        self.accepted = False

    @property
    def unsure(self):
        return self.started and not self.answered

    def __enter__(self):
        if self._session is not None:
            self._session.data = self._data
        return self

    def __exit__(self, *_error):
        if self._session is not None:
            del self._session.data

    def _data(self, message):
        self.started = True
        try:
            answer = type(self._session).data(self._session, message)
        except smtplib.SMTPResponseException:
            self.answered = True
            raise
        self.answered, self.accepted = True, answer[0] == 250
        return answer
