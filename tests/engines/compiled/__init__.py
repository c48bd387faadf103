"""Tests of the compiled engine, besides those that compare it with the others."""
