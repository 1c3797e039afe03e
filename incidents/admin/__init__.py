"""Admin pages, one file a model."""
