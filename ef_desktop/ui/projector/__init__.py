"""The wall: what the room sees on the second screen. Only frames come in here; nothing reads the work file."""
