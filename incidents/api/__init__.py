"""The REST API: reads for everyone, from what the public may see."""
