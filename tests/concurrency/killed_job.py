"""Run a method of Odoo and die by kill -9 at the end of one of its steps: what ``at_once.kill_in`` starts.

python killed_job.py CONFIGURATION DATABASE PLAN
"""

import importlib
import json
import os
import signal
import sys

import odoo.tools
from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry


def main(configuration, database, plan):
    odoo.tools.config.parse_config(["-c", configuration, "-d", database, "--no-http"])
    plan = json.loads(plan)
    registry = Registry(database)
    for module, values in plan["constants"].items():
        path, _separator, class_name = module.partition(":")
        owner = importlib.import_module(path)
        for name, value in values.items():
            setattr(getattr(owner, class_name) if class_name else owner, name, value)
    model_class = registry[plan["step_model"]]
    step, calls = getattr(model_class, plan["step"]), []

    def step_and_die(self, *arguments, **named):
        result = step(self, *arguments, **named)
        calls.append(True)
        if len(calls) == plan["call"]:
            self.env.flush_all()
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(model_class, plan["step"], step_and_die)
    with registry.cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        getattr(env[plan["model"]], plan["job"])(*plan["arguments"])


if __name__ == "__main__":
    main(*sys.argv[1:])
