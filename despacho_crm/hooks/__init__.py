"""Installation on a base that is already full, and a clean way out: one module per capability."""

from . import identity, need, pipeline


def pre_init_hook(env):
    identity.prepare(env)
    pipeline.prepare(env)


def post_init_hook(env):
    pipeline.finish(env)


def uninstall_hook(env):
    need.leave(env)
    pipeline.leave(env)
    identity.leave(env)
