"""Regions as data, one folder each, and the scripts that prepared it."""
