"""From generated Markdown to a site that can be read and searched."""
