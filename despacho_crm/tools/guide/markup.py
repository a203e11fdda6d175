"""The part of Markdown in which the guide is written, as HTML.

Headings, paragraphs, flat lists with bullets or numbers, tables, pictures, links, bold, italics and code. Anything else
is text, HTML too: what is written is shown, and never run.

>>> to_html("Pulse **Nuevo** y vea [la agenda](agenda.md).", link=lambda target: "/" + target)
'<p>Pulse <strong>Nuevo</strong> y vea <a href="/agenda.md">la agenda</a>.</p>'
"""

import re
from html import escape
from itertools import count

_HEADING = re.compile(r"(#{1,4}) +(.*)")
_ITEM = re.compile(r"(?:[-*]|(\d+)\.) +(.*)")
_PICTURE_ALONE = re.compile(r"!\[[^\]]*\]\([^)\s]+\)")
_RULER = re.compile(r"\|?[\s:|-]+\|?")  # below the names of the columns
_CELL = re.compile(r"(?<!\\)\|")
_INLINE = re.compile(
    r"`(?P<code>[^`]+)`"
    r"|!\[(?P<alt>[^\]]*)\]\((?P<source>[^)\s]+)\)"
    r"|\[(?P<text>[^\]]+)\]\((?P<target>[^)\s]+)\)"
    r"|\*\*(?P<bold>.+?)\*\*"
    r"|\*(?P<italic>[^*\s](?:[^*]*[^*\s])?)\*"
)


def slug(title):
    """Return the anchor that a heading has, as the places that show Markdown make it.

    >>> slug("Ficha y fichero: ¿qué es?")
    'ficha-y-fichero-qué-es'
    """
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def headings(text):
    """Return [(level, title, anchor)] of a text; the second one of a name ends in ``-1``.

    >>> headings("# Uno\\n\\n## Dos\\n\\n## Dos")
    [(1, 'Uno', 'uno'), (2, 'Dos', 'dos'), (2, 'Dos', 'dos-1')]
    """
    found, used = [], {}
    for line in text.splitlines():
        match = _HEADING.fullmatch(line)
        if match:
            anchor = slug(match[2])
            turn = next(used.setdefault(anchor, count()))
            found.append((len(match[1]), match[2], f"{anchor}-{turn}" if turn else anchor))
    return found


def targets(text):
    """Return what the links and the pictures of a text point at, in its order.

    >>> targets("[a](uno.md#dos) y ![b](img/c.png)")
    ['uno.md#dos', 'img/c.png']
    """
    found = (match["target"] or match["source"] for match in _INLINE.finditer(text))
    return [target for target in found if target]


def to_html(text, link=str, picture=str):
    """Return a text as HTML.

    :param link: function from the target of a link, as written, to the address that serves
    :param picture: the same of pictures
    """
    anchors = iter(headings(text))
    parts = []
    for lines in _blocks(text):
        heading = _HEADING.fullmatch(lines[0])
        if heading:
            level, title, anchor = next(anchors)
            parts.append(f'<h{level} id="{escape(anchor)}">{_inline(title, link, picture)}</h{level}>')
        elif _ITEM.fullmatch(lines[0]):
            parts.append(_list(lines, link, picture))
        elif lines[0].startswith("|") and len(lines) > 1 and _RULER.fullmatch(lines[1]):
            parts.append(_table(lines, link, picture))
        elif len(lines) == 1 and _PICTURE_ALONE.fullmatch(lines[0]):
            parts.append(f"<figure>{_inline(lines[0], link, picture)}</figure>")
        else:
            parts.append(f"<p>{_inline(' '.join(lines), link, picture)}</p>")
    return "\n".join(parts)


def _blocks(text):
    """Yield the lines of each block. A heading, and a picture on its own line, are one each; a list begins another."""
    block = []
    for line in [*text.splitlines(), ""]:
        bare = line.strip()
        alone = bool(_HEADING.fullmatch(bare) or _PICTURE_ALONE.fullmatch(bare))
        begins_list = bool(_ITEM.fullmatch(line)) and bool(block) and not _ITEM.fullmatch(block[0])
        if block and (not bare or alone or begins_list):
            yield block
            block = []
        if alone:
            yield [bare]
        elif bare:
            block.append(line.rstrip())


def _list(lines, link, picture):
    """Return the items of a list; a line that begins none goes on with the one above."""
    items = []
    for line in lines:
        match = _ITEM.fullmatch(line)
        if match:
            items.append(match[2])
        else:
            items[-1] += f" {line.strip()}"
    number = _ITEM.fullmatch(lines[0])[1]
    start = f' start="{number}"' if number and number != "1" else ""
    tag = "ol" if number else "ul"
    return f"<{tag}{start}>" + "".join(f"<li>{_inline(item, link, picture)}</li>" for item in items) + f"</{tag}>"


def _table(lines, link, picture):
    def row(line, tag):
        cells = _CELL.split(line.strip().removeprefix("|").removesuffix("|"))
        return "<tr>" + "".join(f"<{tag}>{_inline(cell.strip(), link, picture)}</{tag}>" for cell in cells) + "</tr>"

    body = "".join(row(line, "td") for line in lines[2:])
    head = f"<thead>{row(lines[0], 'th')}</thead>"
    return f'<div class="scroll"><table>{head}<tbody>{body}</tbody></table></div>'


def _inline(text, link, picture):
    """Return a run of text with what is marked in it; what is inside a mark may be marked too."""
    parts, last = [], 0
    for match in _INLINE.finditer(text):
        parts += [escape(text[last : match.start()]), _marked(match, link, picture)]
        last = match.end()
    return "".join([*parts, escape(text[last:])])


def _marked(match, link, picture):
    if match["code"]:
        return f"<code>{escape(match['code'])}</code>"
    if match["source"]:
        source = escape(picture(match["source"]))
        return f'<a href="{source}"><img src="{source}" alt="{escape(match["alt"])}" loading="lazy"/></a>'
    if match["target"]:
        return f'<a href="{escape(link(match["target"]))}">{_inline(match["text"], link, picture)}</a>'
    tag, inner = ("strong", match["bold"]) if match["bold"] else ("em", match["italic"])
    return f"<{tag}>{_inline(inner, link, picture)}</{tag}>"
