"""What the screens call channels, purposes, bases and reasons: the codes are those of ``tools.privacy.gate``."""

CHANNELS = [
    ("email", "E-mail"),
    ("phone", "Phone calls"),
    ("post", "Letters"),
    ("sms", "Text messages"),
    ("visit", "Visits"),
]
PURPOSES = [
    ("all", "Everything from the firm"),
    ("offers", "Offers of the firm's services"),
    ("news", "News and legal alerts"),
    ("events", "Invitations to events and training"),
]
GATE_BASES = [
    ("consent", "Consent"),
    ("client_similar", "Client of similar services"),
    ("legitimate_interest", "Legitimate interest"),
    ("none", "None"),
]
GATE_REASONS = [
    ("no_address", "Has no address for this channel"),
    ("blocked", "Their data are blocked"),
    ("opposed", "Asked not to be addressed"),
    ("robinson", "Is in the Lista Robinson"),
    ("robinson_stale", "Not looked for in the Lista Robinson lately"),
    ("company_only", "The address is private, not that of their company"),
    ("consent_old", "The consent is too old"),
    ("not_similar", "Client of other services"),
    ("no_interaction", "Not in touch with us in the last year"),
    ("no_balancing", "The legitimate interest is not written down"),
    ("no_basis", "Neither consent nor contract"),
]
#: How somebody says no, or takes their consent back.
WAYS_OUT = [
    ("footer", "Link in a message"),
    ("page", "Page «My data»"),
    ("portal", "Portal"),
    ("list", "Left a mailing list"),
    ("phone", "By phone"),
    ("email", "By e-mail"),
    ("letter", "By letter"),
    ("person", "In person"),
    ("request", "Request of rights"),
    ("complaint", "Complaint"),
    ("blacklist", "Put in the list by hand"),
    ("other", "In another way"),
]
#: How somebody consents.
WAYS_IN = [
    ("form", "Signed form"),
    ("web", "Web form"),
    ("email", "By e-mail"),
    ("phone", "By phone, recorded"),
    ("person", "In person, in writing"),
    ("contract", "Clause of a contract"),
    ("page", "Page «My data»"),
    ("portal", "Portal"),
    ("other", "In another way"),
]
EVENTS = [
    ("consent", "Consent noted"),
    ("withdrawn", "Consent withdrawn"),
    ("corrected", "Consent corrected"),
    ("opposed", "Opposition"),
    ("lifted", "Opposition lifted"),
    ("balancing", "Balancing of interests"),
    ("robinson", "Lista Robinson consulted"),
    ("request", "Request of rights"),
    ("export", "Data handed over"),
    ("rectified", "Data corrected"),
    ("blocked", "Data blocked"),
    ("unblocked", "Blocking undone"),
    ("destroyed", "Data destroyed"),
    ("link", "Link to one's data"),
    ("rules", "Rules changed"),
    ("other", "Other"),
]
