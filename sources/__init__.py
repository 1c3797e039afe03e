"""From the world to articles: sources, fetching, text and extraction."""
