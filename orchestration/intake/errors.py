"""The one error that intake raises on purpose."""


class IntakeError(Exception):
    """A drop or a format file that cannot be worked with; the message says what to change."""
