"""docker-compose.yml without a Docker engine: its form, and its very commands against servers given by URL."""

from __future__ import annotations

import contextlib
import functools
import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
import yaml
from jsonschema import Draft202012Validator

from config import binaries, embedded
from config.postgresql import PostgreSQL
from tests.installation import eventually, free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(embedded.ROOT)
HERE = Path(__file__).parent
SECRETS = {
    "SECRET_KEY": "a-key-for-this-test-" + "0123456789" * 4,
    "ALLOWED_HOSTS": "hamrin.example.org",
    "POSTGRES_PASSWORD": "0a1b2c3d",
    "VALKEY_PASSWORD": "4e5f6071",
}
APP_SERVICES = ("migrate", "web", "worker", "beat")


def interpolate(text: str, given: dict[str, str]) -> str:
    """Replace ${NAME}, ${NAME:-default} and ${NAME:?message} as Compose does, and $$ by $."""

    def value(match: re.Match[str]) -> str:
        if match[0] == "$$":
            return "$"
        name, operator, word = match["name"], match["operator"], match["word"]
        found = given.get(name, "")
        if not found and operator == ":?":
            raise KeyError(f"{name}: {word}")
        return found or (word or "")

    pattern = r"\$\$|\$\{(?P<name>[A-Z_]+)(?:(?P<operator>:-|:\?)(?P<word>[^}]*))?\}"
    return re.sub(pattern, value, text)


def interpolate_all(node: Any, given: dict[str, str]) -> Any:
    if isinstance(node, dict):
        return {key: interpolate_all(value, given) for key, value in node.items()}
    if isinstance(node, list):
        return [interpolate_all(value, given) for value in node]
    return interpolate(node, given) if isinstance(node, str) else node


def compose(given: dict[str, str]) -> dict[str, Any]:
    file: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    filled: dict[str, Any] = interpolate_all(file, given)
    return filled


def test_the_file_has_the_form_of_a_compose_file() -> None:
    schema = json.loads((HERE / "compose.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    errors = [
        f"{error.json_path}: {error.message}"
        for error in Draft202012Validator(schema).iter_errors(compose(SECRETS))
    ]
    assert errors == []


def test_every_service_and_volume_that_is_named_exists() -> None:
    file = compose(SECRETS)
    for service in file["services"].values():
        assert set(service.get("depends_on", {})) <= set(file["services"])
        assert {volume.split(":")[0] for volume in service.get("volumes", [])} <= set(file["volumes"])


@pytest.mark.parametrize("secret", sorted(SECRETS))
def test_a_missing_secret_is_named(secret: str) -> None:
    with pytest.raises(KeyError, match=f"{secret}: set {secret} in .env"):
        compose({**SECRETS, secret: ""})


def test_our_containers_have_no_privileges() -> None:
    services = compose(SECRETS)["services"]
    for name in APP_SERVICES:
        assert services[name]["cap_drop"] == ["ALL"]
        assert services[name]["read_only"] is True
        assert services[name]["security_opt"] == ["no-new-privileges:true"]
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    last_stage = dockerfile[dockerfile.rindex("\nFROM ") :]
    assert "\nUSER hamrin\n" in last_stage
    assert "\nHEALTHCHECK " in last_stage
    assert "--require-hashes -r requirements-production.lock" in dockerfile
    assert "npm ci --ignore-scripts" in dockerfile


def test_only_the_web_server_is_reachable_and_from_this_machine_alone() -> None:
    services = compose(SECRETS)["services"]
    assert {name: service["ports"] for name, service in services.items() if "ports" in service} == {
        "web": ["127.0.0.1:8000:8000"]
    }


def test_the_example_environment_names_what_the_file_asks_for() -> None:
    asked = set(re.findall(r"\$\{([A-Z_]+)", (ROOT / "docker-compose.yml").read_text(encoding="utf-8")))
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    assert set(re.findall(r"^([A-Z_]+)=", example, re.MULTILINE)) == asked


def accepts_connections(port: int) -> bool:
    with socket.create_connection(("127.0.0.1", port), timeout=1):
        return True


class Stack:
    """PostgreSQL and Valkey on loopback ports with passwords, and the containers' commands beside them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database_port, self.broker_port, self.web_port = free_port(), free_port(), free_port()
        self.file = compose(SECRETS)
        self.processes: list[subprocess.Popen[bytes]] = []
        self.postgres = PostgreSQL(
            folder / "postgres", folder / "postgres" / "socket", "hamrin", durable=False
        )

    def start_servers(self) -> None:
        self.postgres.start()
        with psycopg.connect(
            host=str(self.postgres.socket.parent), user="hamrin", dbname="hamrin"
        ) as connection:
            connection.execute(f"ALTER ROLE hamrin PASSWORD '{SECRETS['POSTGRES_PASSWORD']}'".encode())
        self.postgres.stop()
        (self.postgres.cluster / "pg_hba.conf").write_text(
            "local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n", encoding="utf-8"
        )
        command = self.postgres.prepare()
        command += ["-c", "listen_addresses=127.0.0.1", "-p", str(self.database_port)]
        self.open(command, user=self.postgres.user.for_popen())
        server = self.file["services"]["valkey"]["command"][1:]
        self.open(
            [str(binaries.find_valkey()), "--port", str(self.broker_port), "--dir", str(self.folder), *server]
        )
        for port in (self.database_port, self.broker_port):
            eventually(functools.partial(accepts_connections, port))

    def environment(self, name: str) -> dict[str, str]:
        """Return what the container gets, with the other containers' addresses replaced by ours."""
        wanted = self.file["services"][name]["environment"]
        addresses = {
            "postgres:5432": f"127.0.0.1:{self.database_port}",
            "valkey:6379": f"127.0.0.1:{self.broker_port}",
        }
        replaced = {}
        for key, value in wanted.items():
            for theirs, ours in addresses.items():
                value = value.replace(theirs, ours)  # noqa: PLW2901
            replaced[key] = value
        path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
        shown = {key: os.environ[key] for key in ("HOME", "LANG") if key in os.environ}
        data = {"HAMRIN_DATA": str(self.folder / "data"), "STATIC_ROOT": str(self.folder / "static")}
        return {
            **shown,
            "PATH": path,
            "PYTHONUNBUFFERED": "1",
            "HOSTNAME": socket.gethostname(),
            **data,
            **replaced,
        }

    def command(self, name: str) -> list[str]:
        words: list[str] = self.file["services"][name]["command"]
        return [str(self.web_port) if word == "8000" else word for word in words]

    def open(self, command: list[str], *, user: Any = None, **options: Any) -> subprocess.Popen[bytes]:
        with (self.folder / f"log{len(self.processes)}").open("wb") as log:
            process = subprocess.Popen(
                command,
                stdout=log,
                stderr=log,
                cwd=options.pop("cwd", self.folder),
                start_new_session=True,
                **(user or {}),
                **options,
            )
        self.processes.append(process)
        return process

    def serve(self, name: str) -> None:
        """Start a container's command."""
        self.open(self.command(name), cwd=ROOT, env=self.environment(name))

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            words,
            cwd=ROOT,
            env=self.environment("web"),
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )

    def get(self, path: str, **headers: str) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", self.web_port, timeout=20)
        connection.request("GET", path, headers={"Host": "hamrin.example.org", **headers})
        return connection.getresponse()

    def close(self) -> None:
        for process in reversed(self.processes):
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
        for process in reversed(self.processes):
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=20)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    # pytest's own folders are closed to other users, and PostgreSQL does not run as root.
    folder = Path(tempfile.mkdtemp(prefix="hamrin-stack-"))
    folder.chmod(0o755)
    made = Stack(folder)
    try:
        made.start_servers()
        collected = made.run("python", "manage.py", "collectstatic", "--noinput")
        assert collected.returncode == 0, collected.stderr
        migrated = made.run(*made.command("migrate"))
        assert migrated.returncode == 0, migrated.stderr
        yield made
    finally:
        made.close()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.services
def test_the_containers_commands_run_against_servers_given_by_url(stack: Stack) -> None:
    for name in ("web", "worker", "beat"):
        stack.serve(name)

    check_health = ("python", "-m", "config.healthcheck", str(stack.web_port))
    eventually(lambda: stack.run(*check_health).returncode == 0, what="a healthy web server")
    answer = stack.get("/healthz", **{"X-Forwarded-Proto": "https"})
    assert json.loads(answer.read()) == {"database": "up", "broker": "up"}

    insecure = stack.get("/")
    assert (insecure.status, insecure.getheader("Location")) == (301, "https://hamrin.example.org/")
    assert stack.get("/healthz", Host="evil.example.com").status == 400
    login = stack.get("/admin/login/", **{"X-Forwarded-Proto": "https"})
    page = login.read().decode()
    assert login.status == 200
    assert "secure" in (login.getheader("Set-Cookie") or "").lower()
    style = re.search(r'href="(/static/admin/css/base\.[0-9a-f]{12}\.css)"', page)
    assert style is not None, "static files are not named by their content"
    static = stack.get(style[1], **{"X-Forwarded-Proto": "https", "Accept-Encoding": "gzip"})
    assert (static.status, static.getheader("Content-Encoding")) == (200, "gzip")
    assert "immutable" in (static.getheader("Cache-Control") or "")

    check = stack.file["services"]["worker"]["healthcheck"]["test"][1]
    eventually(lambda: stack.run("sh", "-c", check).returncode == 0, what="the worker's health")
    # beat's messages reach the worker, which counts the tasks that it took.
    counts = ("celery", "-A", "config", "inspect", "stats", "--json")
    eventually(
        lambda: '"sources.tasks.poll_due_sources": ' in stack.run(*counts).stdout, what="a task from beat"
    )

    # A lost broker delays work, a lost database ends it: the health check tells them apart.
    database, broker = stack.processes[:2]
    secure = {"X-Forwarded-Proto": "https"}
    broker.kill()
    eventually(lambda: stack.get("/healthz", **secure).read() == b'{"database": "up", "broker": "down"}')
    database.kill()
    eventually(lambda: stack.get("/healthz", **secure).status == 503)
    assert stack.run(*check_health).returncode == 1


def test_a_production_start_without_secrets_says_which_are_missing() -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "HAMRIN_ENV": "production", "SECRET_KEY": "x" * 50},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    message = "Production needs these environment variables: ALLOWED_HOSTS, DATABASE_URL, BROKER_URL"
    assert message in done.stderr.splitlines()[-1]
