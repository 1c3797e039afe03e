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


def free_port() -> int:
    """Return a port of this machine that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Server:
    """A program that answers at a port of this machine, until it is stopped."""

    def __init__(self, command: list[str], port: int, environment: dict[str, str] | None = None) -> None:
        self.port = port
        self.process = subprocess.Popen(command, env={**os.environ, **(environment or {})})

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

    def chunks(self, path: str) -> Iterator[bytes]:
        """Yield an answer in pieces of up to a megabyte, as they come."""
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=600)
        link.request("GET", path)
        response = link.getresponse()
        if response.status != 200:
            raise AssertionError(f"{path}: {response.status}")
        while chunk := response.read1(1 << 20):
            yield chunk
        link.close()

    def lines(self, path: str) -> Iterator[str]:
        """Yield the lines of an answer in UTF-8, each with its end, as they come."""
        rest = b""
        for chunk in self.chunks(path):
            *whole, rest = (rest + chunk).split(b"\n")
            yield from (f"{line.decode()}\n" for line in whole)
        if rest:
            yield rest.decode()

    def lines_a_second(self, path: str, seconds: float = 600) -> float:
        """Return how many lines a second an answer brings, read for so many seconds at most."""
        begin, lines = time.perf_counter(), 0
        for chunk in self.chunks(path):
            lines += chunk.count(b"\n")
            if time.perf_counter() - begin > seconds:
                break
        return lines / (time.perf_counter() - begin)

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


# Requests are counted here as everywhere, but never refused.
UNLIMITED = dict.fromkeys(("THROTTLE_ADDRESS", "THROTTLE_TOKEN", "THROTTLE_EXPORTS"), "10000000")


@contextmanager
def serving(settings: str = "config.settings", **environment: str) -> Iterator[Server]:
    """Keep Granian with one worker process up while the block runs, as ``make up`` starts it."""
    port = free_port()
    command = [str(Path(sys.executable).parent / "granian"), "--interface", "wsgi", "--no-ws"]
    command += ["--host", "127.0.0.1", "--port", str(port), "--blocking-threads", "4"]
    given = {"DJANGO_SETTINGS_MODULE": settings, **UNLIMITED, **environment}
    server = Server([*command, "config.wsgi:application"], port, given)
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
