"""The desk's resources: what only members of the desk may read, and every write.

They lie at addresses of their own, so that a public address gives everybody the same answer, may be
kept by caches, and starts from what is public; whoever logs in never turns it into something else.
"""
