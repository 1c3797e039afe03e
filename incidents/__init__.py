"""From articles to incidents, and from incidents to everyone who reads them."""
