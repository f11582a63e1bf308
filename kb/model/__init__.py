"""What a guide is: frozen values that every other part reads and none changes."""
