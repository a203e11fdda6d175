"""A mail server of the tests' own: it takes messages on this machine and keeps them, or does as it is told.

    with SmtpCatcher() as catcher:
        ... send to catcher.host, catcher.port ...
        catcher.messages

Nothing leaves the machine.
"""

import email
import email.policy
import socketserver
import threading
from collections import Counter
from typing import Any, NamedTuple


class Caught(NamedTuple):
    """A message that the server accepted: the addresses of its envelope, and the message itself."""

    sender: str
    recipients: tuple[str, ...]
    message: Any

    @property
    def html(self):
        part = self.message.get_body(("html",))
        return part.get_content() if part else ""


class SmtpCatcher:
    """A server of SMTP in threads.

    ``refuse``: addresses that it does not take (550). ``hang_up``: addresses at which it closes the line, at
    ``RCPT`` (the message was not handed over) or after ``DATA`` (it was, and nobody is told so).
    """

    host = "127.0.0.1"

    def __init__(self, refuse=(), hang_up=None):
        self.messages, self.refuse, self.hang_up = [], set(refuse), dict(hang_up or {})
        self.sessions = 0
        self._lock = threading.Lock()

    def __enter__(self):
        catcher = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self):
                catcher._talk(self)

        self._server = socketserver.ThreadingTCPServer((self.host, 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_error):
        self._server.shutdown()
        self._server.server_close()

    def addressees(self):
        """Return {address: how many messages it got}."""
        return Counter(address for caught in self.messages for address in caught.recipients)

    def to(self, address):
        """Return the only message to ``address``."""
        (caught,) = [caught for caught in self.messages if address in caught.recipients]
        return caught

    def _talk(self, handler):
        def say(line):
            handler.wfile.write(f"{line}\r\n".encode())

        self.sessions += 1
        sender, recipients = "", []
        say("220 catcher")
        while line := handler.rfile.readline():
            words = line.decode(errors="replace").strip()
            verb = words[:4].upper()
            if verb == "MAIL":
                sender, recipients = words[10:].split(">")[0].strip("< "), []
                say("250 ok")
            elif verb == "RCPT":
                address = words[8:].split(">")[0].strip("< ").lower()
                if self.hang_up.get(address) == "RCPT":
                    return
                if address in self.refuse:
                    say("550 nobody of that name here")
                else:
                    recipients.append(address)
                    say("250 ok")
            elif verb == "DATA":
                say("354 go on")
                self._keep(sender, recipients, self._read(handler))
                if "DATA" in {self.hang_up.get(address) for address in recipients}:
                    return
                say("250 taken")
            elif verb == "QUIT":
                say("221 bye")
                return
            else:  # EHLO, HELO, RSET, NOOP
                say("250 ok")

    def _read(self, handler):
        lines = []
        while (line := handler.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b"..") else line)
        return b"".join(lines)

    def _keep(self, sender, recipients, content):
        message = email.message_from_bytes(content, policy=email.policy.default)
        with self._lock:
            self.messages.append(Caught(sender, tuple(recipients), message))
