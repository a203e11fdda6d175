import random
from collections import Counter

from odoo import models
from odoo.tools import split_every

from .despacho_action_facts import ADDRESS
from .despacho_action_freeze import BATCH

#: An audience that is counted one by one; of a larger one, so many are.
MOST = 5000


class DespachoAction(models.Model):
    """How many would be addressed, and why the others not, before anything is frozen."""

    _inherit = "despacho.action"

    def _audience_preview(self):
        """Return {"included": number, reason: number}, those who are addressed first and the largest next.

        What freezing would do now, with nothing written. Of a very large audience some are judged, and the others
        supposed to be alike: then ``sampled`` says how many.
        """
        self.ensure_one()
        # sudo: the numbers are the same whoever asks; who may ask for the segments is asked when they are chosen
        action = self.sudo()
        action._refresh_audience()
        units = action._get_audience()
        total, some = len(units), units
        if total > MOST:
            some = sorted(random.Random(action.id).sample(units, MOST))
        counts = action._count_choices(some)
        if len(some) < total:
            counts = {name: round(count * total / len(some)) for name, count in counts.items()}
        ordered = dict(sorted(counts.items(), key=lambda item: (item[0] != "included", -item[1])))
        return {**ordered, "sampled": len(some)} if len(some) < total else ordered

    def _count_choices(self, units):
        """Return {"included" or reason: number} of ``units``."""
        needs, known = ADDRESS[self.channel], self._known_reasons()
        counts, kept = Counter({"included": 0}), []
        for batch in split_every(BATCH, units, list):
            for choice in self._judge_units(batch).values():
                if choice.reason:
                    counts[choice.reason if choice.reason in known else "other"] += 1
                else:
                    kept.append(choice)
        addresses = Counter()
        # Whoever was chosen as such goes first, as in freezing.
        for choice in sorted(kept, key=lambda one: one.person.how != "itself"):
            person = choice.person
            keys = {person.key, (needs, getattr(person, needs, None) or person.key)}
            if person.how != "itself" and choice.company:
                keys.add(("company", choice.company))
            twice = any(addresses[key] for key in keys)
            addresses.update([*keys, ("company", choice.company)] if choice.company else keys)
            counts["duplicate" if twice else "included"] += 1
        return {name: count for name, count in counts.items() if count or name == "included"}
