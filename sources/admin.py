"""Admin pages of sources and articles."""
