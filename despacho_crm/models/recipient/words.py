"""What rows of recipients say of themselves, as people read it."""

#: Why somebody of the audience is not addressed: what freezing finds, beside the reasons of the law.
FREEZING_REASONS = [
    ("excluded_by_hand", "Among those left out of the action"),
    ("recent", "Addressed by another action lately"),
    ("bounced", "Messages to the address come back"),
    ("no_person", "Nobody in the company with that role or post"),
    ("duplicate", "Addressed by another row of the action"),
    ("other", "For another reason"),
]
#: Why a frozen row was stopped before it left.
STOPPING_REASONS = [
    ("wrong_person", "It is another person"),
    ("cancelled", "The action was cancelled"),
    ("stopped_by_hand", "Taken out by hand"),
]
STATES = [
    ("preparing", "Being prepared"),
    ("excluded", "Not addressed"),
    ("waiting", "Waits to leave"),
    ("leaving", "Leaving"),
    ("sent", "Sent"),
    ("failed", "Could not be sent"),
    ("stopped", "Stopped"),
]
#: How the addressee was chosen.
ADDRESSED = [
    ("itself", "Chosen as such"),
    ("role", "By the role"),
    ("post", "By the post"),
    ("company", "The company itself"),
]
