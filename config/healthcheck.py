"""Ask the web server of this machine whether it is healthy; for containers, which need no curl then.

Run as ``python -m config.healthcheck 8000``.
"""

from __future__ import annotations

import http.client
import os
import sys


def is_healthy(port: int) -> bool:
    """Return whether /healthz on this machine's port answers with 200."""
    # Django answers only to names that it knows, and in production only to HTTPS.
    host = (os.environ.get("ALLOWED_HOSTS") or "localhost").split(",")[0].strip().lstrip(".")
    headers = {"Host": "localhost" if host == "*" else host, "X-Forwarded-Proto": "https"}
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=4)
    try:
        connection.request("GET", "/healthz", headers=headers)
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(0 if is_healthy(int(sys.argv[1])) else 1)
