"""A real web server over the benchmark's data, and a client that times its answers."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.results import report

SECONDS = float(os.environ.get("BENCH_SECONDS", "5"))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Server:
    """Granian with one worker process, as ``make up`` starts it."""

    def __init__(self, settings: str) -> None:
        self.port = _free_port()
        command = [Path(sys.executable).parent / "granian", "--interface", "wsgi", "--no-ws"]
        command += ["--host", "127.0.0.1", "--port", str(self.port), "--blocking-threads", "4"]
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": settings}
        self.process = subprocess.Popen([*map(str, command), "config.wsgi:application"], env=environment)

    def wait(self) -> None:
        """Wait until it answers."""
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=1):
                    return
            except OSError:
                time.sleep(0.1)
        raise TimeoutError("the server did not start")

    def get(self, path: str, connection: http.client.HTTPConnection | None = None) -> tuple[int, bytes]:
        """Return the status and body of an answer."""
        link = connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=300)
        link.request("GET", path)
        response = link.getresponse()
        return response.status, response.read()

    def count_lines(self, path: str) -> int:
        """Return how many lines an answer has, reading it as it comes."""
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=600)
        link.request("GET", path)
        response = link.getresponse()
        lines = 0
        while chunk := response.read(1 << 20):
            lines += chunk.count(b"\n")
        return lines

    def peak_memory(self) -> float:
        """Return the largest resident size of any of its processes so far, in MB (Linux)."""
        pids = [self.process.pid, *_children(self.process.pid)]
        return max(_status(pid, "VmHWM") for pid in pids) / 1024

    def stop(self) -> None:
        """End it."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)


def _status(pid: int, name: str) -> int:
    for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith(name):
            return int(line.split()[1])
    return 0


def _children(pid: int) -> list[int]:
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(child) for child in text.split()]


@contextmanager
def serving(settings: str = "config.settings") -> Iterator[Server]:
    """Keep a server up while the block runs."""
    server = Server(settings)
    try:
        server.wait()
        yield server
    finally:
        server.stop()


def measure(server: Server, name: str, path: str, connections: int = 1, compared: str = "") -> float:
    """Ask for one address over and over from so many connections; report, and return the p50 in ms."""
    times: list[float] = []
    statuses: set[int] = set()
    until = time.perf_counter() + SECONDS

    def ask() -> None:
        link = http.client.HTTPConnection("127.0.0.1", server.port, timeout=300)
        server.get(path, link)  # warm
        while not times or time.perf_counter() < until:
            begin = time.perf_counter()
            status, _body = server.get(path, link)
            times.append(time.perf_counter() - begin)
            statuses.add(status)

    begin = time.perf_counter()
    threads = [threading.Thread(target=ask) for _ in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - begin
    if statuses != {200}:
        raise AssertionError(f"{path}: {statuses}")
    ordered = sorted(times)
    middle, late = ordered[len(ordered) // 2] * 1000, ordered[int(len(ordered) * 0.95)] * 1000
    label = f"{name}, {connections} connection{'s' if connections > 1 else ''}"
    report(f"{label}: p50", middle, "ms", compared)
    report(f"{label}: p95", late, "ms")
    report(f"{label}: throughput", len(times) / took, "requests/s")
    return middle
