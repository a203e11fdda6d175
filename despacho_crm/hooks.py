def pre_init_hook(env):
    pass


def uninstall_hook(env):
    pass
