from contextlib import contextmanager

from ...tools.enrichment.errors import Refused, Unavailable


@contextmanager
def in_words(env):
    """Say what goes wrong with an outside service in words that whoever looks after the sources understands."""
    try:
        yield
    except (Unavailable, Refused) as error:
        words = _words(env).get(getattr(error, "code", ""))
        if words:
            detail = getattr(error, "detail", "")
            error.args = (f"{words} ({detail})" if detail else words,)
        raise


def _words(env):
    return {
        "large": env._("Its answer is too large."),
        "long": env._("Its answer takes too long: it is tried again later."),
        "address": env._("Its address is wrong: correct it in the source."),
        "secure": env._("It does not accept the certificate, or its own is not valid: tell the administrator."),
        "silent": env._("It does not answer in time: it is tried again later."),
        "reach": env._("It cannot be reached: it is tried again later."),
        "certificate": env._("The certificate cannot be read on the server: tell the administrator."),
        "refused": env._("It refuses us: tell the administrator."),
        "misunderstood": env._("It does not understand what it is asked: tell the administrator."),
        "status": env._("It answers with an error: it is tried again later."),
        "garbled": env._("Its answer is not understood: it is tried again later."),
    }
