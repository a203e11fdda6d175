"""What somebody says in their answer to an e-mail: their own words, and whether they want no more."""

import re
import unicodedata

from lxml import html

#: Headers by which a machine says that it was the one who answered (RFC 3834 and what is seen in practice).
_AUTOMATIC = ("X-Autoreply", "X-Autorespond", "X-Autoresponse", "X-Auto-Reply")
#: How programs of mail announce what they quote.
_QUOTE = re.compile(
    r"^\s*(>|_{5,}|-{2,}\s*(original message|mensaje original|missatge original|forwarded message)"
    r"|(el|on|am|le)\s.{6,120}(escribi[oó]|va escriure|wrote|schrieb|a écrit)\s*:|(de|from|von)\s*:\s.+@)",
    re.IGNORECASE,
)
#: What people write who want no more, alone in the first line.
_OUT = frozenset(
    {
        *(
            "baja",
            "dar de baja",
            "darme de baja",
            "deme de baja",
            "dadme de baja",
            "denme de baja",
            "quiero darme de baja",
        ),
        *("baixa", "donar de baixa", "unsubscribe", "remove", "stop", "no enviar mas", "no me envien mas correos"),
    }
)
_BLOCK = frozenset({"p", "div", "li", "tr", "h1", "h2", "h3", "blockquote", "ul", "ol", "table"})


def is_automatic(message):
    """Return whether a machine sent ``message`` (email.message.Message): an absence, an acknowledgement."""
    submitted = (message.get("Auto-Submitted") or "no").split(";")[0].strip().lower()
    if submitted not in ("", "no"):
        return True
    if any(message.get(header) for header in _AUTOMATIC):
        return True
    return (message.get("Precedence") or "").strip().lower() in ("auto_reply", "bulk", "junk")


def own_words(body):
    """Return the text of ``body`` (HTML) without what it quotes, at most 5,000 characters.

    >>> own_words("<p>Me interesa.</p><blockquote><p>Estimado cliente</p></blockquote>")
    'Me interesa.'
    >>> own_words("<p>BAJA</p><p>El lun, 3 nov 2026, Gestoría (info@firma.es) escribió:</p><p>Hola</p>")
    'BAJA'
    """
    if not body.strip():
        return ""
    root = html.fragment_fromstring(body, create_parent="div")
    for quoted in root.xpath(".//blockquote | .//*[@data-o-mail-quote] | .//style | .//script"):
        quoted.drop_tree()
    lines = []
    for line in _lines(root):
        if _QUOTE.match(line):
            break
        lines.append(line)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()[:5000]


def _lines(root):
    for node in root.iter():
        if node.tag == "br":
            node.tail = "\n" + (node.tail or "")
        elif node.tag in _BLOCK:
            node.text = "\n" + (node.text or "")
            node.tail = "\n" + (node.tail or "")
    return [" ".join(line.split()) for line in root.text_content().splitlines()]


def asks_out(text):
    """Return whether the first words of an answer say that they want no more messages.

    >>> asks_out("Baja.\\nGracias"), asks_out("¿Qué pasa si me doy de baja de autónomos?")
    (True, False)
    """
    first = next((line for line in text.splitlines() if line.strip()), "")
    plain = unicodedata.normalize("NFKD", first.lower()).encode("ascii", "ignore").decode()
    return " ".join(re.sub(r"[^a-z ]", " ", plain).split()) in _OUT
