"""What a person chose between the value of a row and that of the base.

Nothing here touches a database.
"""

#: Sides of a row that is compared with a record.
SIDES = ("file", "base")
#: Never to be chosen: a number that the record had before does not come back.
FIXED = ("former",)


def pick(found, picks):
    """Have ``picks``, {field: side}, prevail over who wins by itself; return the same ``verdict.Verdict``.

    Only what the row and its record have each is a matter of choice; what a row brings to a new
    record is not.
    """
    if found.kind not in ("update", "same"):
        return found
    for name, side in picks.items():
        if side not in SIDES:
            continue
        if name in found.kept and found.kept[name][2] in FIXED:
            continue
        if name in found.kept:
            old, new, __ = found.kept.pop(name)
        elif name in found.changes:
            old, new = found.changes.pop(name)
        else:
            continue
        if side == "file":
            found.changes[name] = (old or None, new)
        else:
            found.kept[name] = (old, new, "picked")
        why, source, date = found.grounds.get(name, ("", "", ""))
        # Why it would have been so by itself is kept: a person may go back to it.
        found.grounds[name] = ("picked", source, date, why)
    found.kind = "update" if found.changes else "same"
    return found
