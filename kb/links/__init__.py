"""Asks the outside world whether the guide's addresses, DOIs and arXiv ids still lead where they should.

collect ─► subjects ─► run (cache, pace, ask, identifiers) ─► answers ─► findings ─► report

The only room that uses the network. Never part of `kb check`: what other people's servers say today must not decide whether
a pull request may be merged.
"""
