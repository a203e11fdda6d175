"""Installation on a base that is already full, and a clean way out: one module per capability."""

from . import activity, identity, leads, need, pipeline


def pre_init_hook(env):
    activity.prepare(env)
    identity.prepare(env)
    pipeline.prepare(env)


def post_init_hook(env):
    pipeline.finish(env)
    leads.finish(env)


def uninstall_hook(env):
    activity.leave(env)
    need.leave(env)
    pipeline.leave(env)
    leads.leave(env)
    identity.leave(env)
