"""The promises, one file each; ``python -m tests.promises`` measures them all, ordinary tests a slice of each."""
