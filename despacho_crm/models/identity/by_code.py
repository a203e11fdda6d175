"""Context keys that Python code sets and no caller from outside can.

A context comes with every RPC call, so a plain ``True`` in it proves nothing. These
keys count only with the value ``BY_CODE``, an object that neither JSON nor XML can
carry::

    env["res.partner"].with_context(nif_deferred=BY_CODE).create(...)

- ``nif_deferred``: the company may lack its NIF for now, and waits in «NIF pendiente»;
- ``nif_merge``: records that are being joined may hold one number for an instant;
- ``nif_unfollowed``: whoever is given a task does not follow the record;
- ``lifecycle_joining``: what is known of the one that goes is not copied to the one that stays.
"""

from enum import Enum


class _Flag(Enum):
    BY_CODE = "by code"


BY_CODE = _Flag.BY_CODE


def is_by_code(env, key):
    """Whether Python code, and not a caller from outside, set ``key`` in the context."""
    return env.context.get(key) is BY_CODE
