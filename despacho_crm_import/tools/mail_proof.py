"""What the server that took a mail in says of its sender: RFC 8601, «Authentication-Results»."""

import re
from email.utils import parseaddr

_HEADER = "Authentication-Results"
_DOUBTFUL = re.compile(r"\b(?:spf|dkim|dmarc)\s*=\s*(?:fail|softfail|permerror)\b", re.I)
_COMMENT = re.compile(r"\([^()]*\)")
_PASSED = re.compile(r"(spf|dkim|dmarc)\s*=\s*pass\b(.*)", re.I | re.S)
#: Where a check says whose domain it is about. DMARC is about that of the sender.
_DOMAINS = {
    "spf": re.compile(r"\bsmtp\.mailfrom\s*=\s*\"?(?:[^\s\"@]*@)?([\w.-]+)", re.I),
    "dkim": re.compile(r"\bheader\.[di]\s*=\s*\"?(?:[^\s\"@]*@)?([\w.-]+)", re.I),
}


def is_doubtful(message):
    """Whether the server says of the ``email.message.Message`` that its sender may be somebody else."""
    return any(_DOUBTFUL.search(str(header)) for header in message.get_all(_HEADER) or ())


def is_verified(message):
    """Whether the server says of the ``email.message.Message`` that its sender is who they say.

    Only the first header counts: servers add theirs above those that the sender may have written. What another
    domain than the sender's passed proves nothing.
    """
    header = next(iter(message.get_all(_HEADER) or ()), "")
    sender = parseaddr(str(message.get("From") or ""))[1].rpartition("@")[2].lower()
    if not sender or is_doubtful(message):
        return False
    for result in _COMMENT.sub(" ", str(header)).split(";"):
        if passed := _PASSED.match(result.strip()):
            check, about = passed[1].lower(), passed[2]
            if check == "dmarc" or any(_is_same_house(domain, sender) for domain in _DOMAINS[check].findall(about)):
                return True
    return False


def _is_same_house(domain, other):
    """Whether one of the domains is the other one, or one below it."""
    one, other = (f".{name.lower().strip('.')}" for name in (domain, other))
    return one.count(".") > 1 and (one.endswith(other) or other.endswith(one))
