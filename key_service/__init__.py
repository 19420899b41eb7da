"""The key service: a small program on another machine that holds the wrapping keys and lets nobody have them.

Malath hands it a wrapped data key and gets it back open, one person at a time: counted, limited, written down, and stopped
by one command. Whoever takes Malath's machine away takes no wrapping key. It knows nobody: it sees keys under random
numbers, never a name. `docs/how-to/key-service.md` says how it is run.
"""
