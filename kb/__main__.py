"""`python -m kb` is the console command `kb`."""

from kb.cli import main

main()
