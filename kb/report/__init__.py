"""Reports of `kb check` as text: one file per format."""
