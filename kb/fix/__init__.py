"""Applies fixes to texts. Reads and writes nothing."""
