"""The one exception that means: the tool cannot run."""


class KbError(Exception):
    """The tool cannot do what was asked, whatever the content says. Becomes exit code 2.

    A mistake in the content is never an exception; it is a `kb.model.problem.Problem`.
    """

    def __init__(self, message: str, help: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.help = help
