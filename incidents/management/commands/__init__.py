"""Commands: set-up, regions and data in and out."""
