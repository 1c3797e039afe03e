"""Hamrin's settings with the plain view as its only address."""

from config.settings import *  # noqa: F403 - the same but for one

ROOT_URLCONF = "tests.benchmarks.peers.plain_drf"
