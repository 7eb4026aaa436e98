"""Measurements: run by make targets, never by the tests."""
