from . import test_identity_cleaning
