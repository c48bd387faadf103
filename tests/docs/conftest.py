"""Commands on a page are run as those of the command line's own tests are."""

from tests.cli.conftest import call, plain_environment

__all__ = ["call", "plain_environment"]
