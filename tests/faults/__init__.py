"""Faults of machines and people in the middle of a build, and what is left afterwards."""
