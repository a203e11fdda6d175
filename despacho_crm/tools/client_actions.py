"""What the client does once a button has done its work."""

#: The screen that is open reads itself again.
RELOAD = {"type": "ir.actions.client", "tag": "soft_reload"}
#: The dialog that asked closes.
CLOSE = {"type": "ir.actions.act_window_close"}


def said(message, kind="success", then=None, **params):
    """Return the action that shows ``message`` (``kind``: success, info, warning, danger) and goes on with ``then``.

    ``params``: more of what the client's notification knows, as ``title`` or ``links``.
    """
    following = {"next": then} if then else {}
    return {
        "type": "ir.actions.client",
        "tag": "display_notification",
        "params": {"type": kind, "message": message, **params, **following},
    }
