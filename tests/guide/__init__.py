"""The pictures of the guide: tours of the demo base, each of which ends where a picture is taken.

``setup/test --guide [NAME...]`` runs them; they are not among the tests. ``chapters/`` has a module for each chapter of
the guide, ``picture`` says what a picture is, ``camera`` is Chromium, ``take`` brings them together.
"""
