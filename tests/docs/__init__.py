"""The project's pages say what is so."""
