"""Excellent Faciliteren: the desktop application for facilitators of the learning path."""

__version__ = "0.1.0"
