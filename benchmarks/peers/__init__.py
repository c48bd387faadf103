"""Other engines beside this library, on the questions that they can all be asked."""
