"""Scripts that made files in the data folders. Run by hand; nothing here is needed at run time."""
