"""Measures `kb` on a made-up guide of any size, beside floors and peers in the same run. Run by hand: `make bench N=8500`."""
