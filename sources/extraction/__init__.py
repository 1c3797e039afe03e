"""Text to facts with spans: pure functions, no database."""
