"""Events of many organizations as they come in, changes of decisions as they come out."""
