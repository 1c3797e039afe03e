"""One file a language, found by its code."""
