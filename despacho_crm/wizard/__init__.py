from . import identity_nif_policy
