"""Ask an outside service by HTTP, with all that may go wrong said in two ways: wait, or do not ask again.

Whatever a service does, the call ends: it may be slow to begin, drip for hours, cut off, or answer gigabytes.
"""

import time
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from typing import NamedTuple

import requests
import urllib3

from . import wire
from .errors import Refused, Unavailable

#: Seconds without a byte, and in all.
SILENCE, LONGEST = 30, 120
#: Seconds to wait when a service does not say how long.
WAIT = 300
_MOST_WAIT = 86_400
_CHUNK = 65_536
_AGENT = "Despacho CRM (Odoo)"
_WRONG_ADDRESS = (
    requests.exceptions.InvalidURL,
    requests.exceptions.InvalidSchema,
    requests.exceptions.MissingSchema,
    urllib3.exceptions.LocationValueError,
)


#: Why a service gave nothing: code -> words, for logs; whoever shows it to people says it in their language.
WORDS = {
    "large": "the answer is too large",
    "long": "the answer takes too long",
    "address": "the address of the service is wrong",
    "secure": "the service does not accept the certificate, or its own is not valid",
    "silent": "the service does not answer in time",
    "reach": "the service cannot be reached",
    "certificate": "the certificate cannot be read",
    "refused": "the service refuses us",
    "misunderstood": "the service does not understand us",
    "status": "the service answers with an error",
    "garbled": "what the service answers is not understood",
}


class Response(NamedTuple):
    status: int
    body: bytes


def ask(url, *, data=None, headers=None, certificate=None, expected=(200,), silence=SILENCE, longest=LONGEST):
    """Return the :class:`Response` to a question: ``data`` are the bytes that are sent, without which it is a GET.

    ``certificate``: path of a client's certificate with its key, or (certificate, key); ``expected``: the statuses that
    are an answer. Raise ``Unavailable`` for what may pass and ``Refused`` for what will not.
    """
    start = time.monotonic()
    try:
        with requests.Session() as session:
            session.headers.update({"User-Agent": _AGENT, **(headers or {})})
            with session.request(
                "GET" if data is None else "POST",
                url,
                data=data,
                timeout=silence,
                cert=certificate,
                stream=True,
                # Where it answers is a setting: an answer does not send us elsewhere.
                allow_redirects=False,
            ) as response:
                _check(response, expected)
                body = bytearray()
                # What has come, however little: a drip is seen to be one.
                while chunk := response.raw.read1(_CHUNK, decode_content=True):
                    body += chunk
                    if len(body) > wire.MOST_BYTES:
                        raise _problem(Unavailable, "large", wait=WAIT)
                    if time.monotonic() - start > longest:
                        raise _problem(Unavailable, "long", wait=WAIT)
                return Response(response.status_code, bytes(body))
    except _WRONG_ADDRESS as error:
        raise _problem(Refused, "address") from error
    except requests.exceptions.SSLError as error:
        raise _problem(Refused, "secure") from error
    except (requests.exceptions.Timeout, urllib3.exceptions.TimeoutError) as error:
        raise _problem(Unavailable, "silent", wait=WAIT) from error
    except (requests.exceptions.RequestException, urllib3.exceptions.HTTPError) as error:
        raise _problem(Unavailable, "reach", wait=WAIT) from error
    except OSError as error:
        # of a certificate that is not there
        raise _problem(Refused, "certificate") from error


def _problem(kind, code, detail="", wait=None):
    """Return the error of ``kind`` with its ``code`` and ``detail`` beside the words."""
    message = f"{WORDS[code]} ({detail})" if detail else WORDS[code]
    error = kind(message) if wait is None else kind(message, wait)
    error.code, error.detail = code, str(detail)
    return error


def _check(response, expected):
    status = response.status_code
    if status in expected:
        return
    if status in (401, 403, 407, 495, 496):
        raise _problem(Refused, "refused", status)
    if status in (400, 405, 406, 410, 411, 413, 414, 415, 422) or 300 <= status < 400:
        raise _problem(Refused, "misunderstood", status)
    raise _problem(Unavailable, "status", status, retry_after(response.headers.get("Retry-After")))


def retry_after(value):
    """Return the seconds that a service asks us to wait, by a number or a date; ours when it says nothing sensible."""
    value = (value or "").strip()
    if value.isascii() and value.isdigit():
        seconds = int(value[:9])
    else:
        try:
            moment = parsedate_to_datetime(value)
        except (TypeError, ValueError, IndexError):
            return WAIT
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=timezone.utc)
        seconds = int((moment - datetime.now(timezone.utc)).total_seconds())
    return min(max(seconds, 1), _MOST_WAIT)


def reading(parse, *arguments, through=()):
    """Return ``parse(*arguments)``, with what the service answered wrong said as ``ask`` says it.

    ``through``: what the caller wants to hear of as it is.
    """
    try:
        return parse(*arguments)
    except through:
        raise
    except wire.Fault as fault:
        if fault.passing:
            raise Unavailable(str(fault), getattr(fault, "wait", WAIT)) from fault
        raise Refused(str(fault)) from fault
    except wire.WireError as error:
        raise _problem(Unavailable, "garbled", error, WAIT) from error
