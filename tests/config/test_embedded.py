"""The embedded servers: fresh, again, shared, and after every kind of sudden death. Real servers, real kills."""

from __future__ import annotations

import os
import pwd
import re
import shutil
import signal
import stat
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from config import embedded
from config.service_user import others_can_enter
from tests.config.place import SHOW_SERVERS, Place
from tests.installation import eventually

ROOT = Path(embedded.ROOT)
pytestmark = pytest.mark.services


def end(process: subprocess.Popen[str], number: signal.Signals = signal.SIGTERM) -> int:
    process.send_signal(number)
    return process.wait(timeout=60)


def test_a_fresh_start_runs_the_command_with_both_addresses_and_stops_what_it_started(place: Place) -> None:
    check = (
        "import os, psycopg;"
        "connection = psycopg.connect(os.environ['DATABASE_URL']);"
        "print(*connection.execute('show server_encoding').fetchone(),"
        " *connection.execute('select lower(%s)', ['ÉLAN']).fetchone(),"
        " *connection.execute('show fsync').fetchone(), os.environ['BROKER_URL'])"
    )
    done = place.run("run", "--", sys.executable, "-c", check)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == [
        "UTF8",
        "élan",
        "on",
        f"redis+socket://{place.folder}/valkey/socket/valkey.sock?virtual_host=0",
    ]
    assert not place.is_up()


def test_the_command_s_exit_code_comes_back(place: Place) -> None:
    assert place.run("run", "--throwaway", "--", sys.executable, "-c", "raise SystemExit(7)").returncode == 7
    killed = "import os; os.kill(os.getpid(), 9)"
    assert place.run("run", "--throwaway", "--", sys.executable, "-c", killed).returncode == 137


def test_a_second_start_finds_the_data_of_the_first(place: Place) -> None:
    first = place.open()
    place.query("create table kept as select 7 as number")
    place.valkey().set("kept", "7")
    assert end(first) == 143
    place.open()
    assert place.query("select number from kept") == [(7,)]


def test_servers_that_another_process_uses_are_shared_and_left_running(place: Place) -> None:
    first = place.open()
    postmaster = place.pid("postgres")
    second = place.open()
    assert place.pid("postgres") == postmaster
    end(first)
    assert place.query("select 1") == [(1,)]
    end(second)
    assert not place.is_up()


def test_start_keeps_the_servers_until_stop(place: Place) -> None:
    assert place.run("start").returncode == 0
    assert place.run("run", "--", sys.executable, "-c", SHOW_SERVERS).returncode == 0
    assert place.is_up()
    assert place.run("stop").returncode == 0
    assert not place.is_up()


@pytest.mark.parametrize("name", ["postgres", "valkey"])
def test_a_server_killed_in_use_is_back_within_seconds(place: Place, name: str) -> None:
    place.open()
    place.query("create table kept as select 7 as number")
    old = place.pid(name)
    os.kill(old, signal.SIGKILL)
    eventually(lambda: place.pid(name) != old and place.pings())
    eventually(lambda: place.query("select number from kept") == [(7,)])


@pytest.mark.parametrize("name", ["postgres", "valkey"])
def test_the_next_start_recovers_from_a_server_killed_with_its_owner(place: Place, name: str) -> None:
    owner = place.open()
    place.query("create table kept as select 7 as number")
    os.killpg(owner.pid, signal.SIGKILL)
    os.kill(place.pid(name), signal.SIGKILL)
    owner.wait()
    again = place.open()
    assert place.query("select number from kept") == [(7,)]
    assert place.pings()
    end(again)
    assert not place.is_up()


def test_servers_of_a_killed_owner_are_taken_over_and_stopped_by_the_next(place: Place) -> None:
    owner = place.open()
    postmaster = place.pid("postgres")
    os.killpg(owner.pid, signal.SIGKILL)
    owner.wait()
    again = place.open()
    assert place.pid("postgres") == postmaster
    end(again)
    assert not place.is_up()


def test_process_numbers_that_belong_to_another_program_now_do_no_harm(place: Place) -> None:
    end(place.open())
    stranger = str(os.getpid())
    cluster = place.folder / "postgres" / "db"
    (cluster / "postmaster.pid").write_text(
        f"{stranger}\n{cluster}\n1\n5432\n{cluster}\n\n\n", encoding="utf-8"
    )
    lock = place.folder / "postgres" / "socket" / ".s.PGSQL.5432.lock"
    lock.write_text(f"{stranger}\n{cluster}\n1\n5432\n{lock.parent}\n", encoding="utf-8")
    (place.folder / "valkey" / "valkey.pid").write_text(stranger, encoding="utf-8")
    place.open()
    assert place.query("select 1") == [(1,)]
    assert place.pings()


def test_a_half_made_cluster_is_made_anew(place: Place) -> None:
    draft = place.folder / "postgres" / "db.new"
    draft.mkdir(parents=True)
    (draft / "PG_VERSION").write_text("18\n", encoding="ascii")
    place.folder.chmod(0o700)
    place.open()
    assert place.query("select 1") == [(1,)]
    assert not draft.exists()


def test_a_half_written_append_only_file_is_read_as_far_as_it_goes(place: Place) -> None:
    assert place.run("start").returncode == 0
    place.valkey().set("kept", "7")
    os.kill(place.pid("valkey"), signal.SIGKILL)
    log = next((place.folder / "valkey" / "appendonlydir").glob("*.incr.aof"))
    with log.open("ab") as file:
        file.write(b"*3\r\n$3\r\nSET\r\n$4\r\nhal")
    assert place.run("start").returncode == 0
    assert place.valkey().get("kept") == b"7"


def test_data_of_another_major_version_is_refused_with_the_remedy(place: Place) -> None:
    end(place.open())
    (place.folder / "postgres" / "db" / "PG_VERSION").write_text("14\n", encoding="ascii")
    done = place.run("run", "--throwaway", "--", sys.executable, "-c", "")
    assert done.returncode == 1
    assert re.search(r"written by PostgreSQL 14, but this is \d+: run PostgreSQL 14", done.stderr)


def test_a_folder_too_deep_for_a_socket_puts_it_in_a_private_short_one(place: Place) -> None:
    place.folder.chmod(0o755)
    deep = place.folder / ("d" * 60) / ("e" * 60)
    place.environment["HAMRIN_DATA"] = str(deep)
    try:
        done = place.run("run", "--throwaway", "--", sys.executable, "-c", SHOW_SERVERS)
        assert done.returncode == 0, done.stderr
        found = re.search(r"host=(\S+)", done.stdout)
        assert found is not None
        folder = Path(found.group(1).replace("%2F", "/"))
        assert folder.parent == Path("/tmp")  # noqa: S108 - where the code puts it
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def python_for(user: pwd.struct_passwd) -> str:
    """Return an interpreter of our version that the user can start: root's own may lie below /root."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    for candidate in (sys.executable, f"/usr/bin/{version}", f"/usr/local/bin/{version}"):
        try:
            subprocess.run(
                [candidate, "-c", "import encodings"],
                user=user.pw_uid,
                group=user.pw_gid,
                extra_groups=[],
                check=True,
                capture_output=True,
            )
        except (OSError, subprocess.CalledProcessError):
            continue
        return candidate
    pytest.skip(f"no {version} that {user.pw_name} can start")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can run as two users")
def test_it_runs_as_a_plain_user_too(place: Place) -> None:
    nobody = pwd.getpwnam("nobody")
    python = python_for(nobody)
    if not others_can_enter(ROOT / "config"):
        pytest.skip("the checkout lies below a folder that others cannot enter")
    os.chown(place.folder, nobody.pw_uid, nobody.pw_gid)
    code = f"{SHOW_SERVERS}; print(os.geteuid())"
    done = subprocess.run(
        [python, "-m", "config.embedded", "run", "--throwaway", "--", python, "-c", code],
        cwd=ROOT,
        env={**place.environment, "HOME": "/nonexistent", "PYTHONPATH": sysconfig.get_path("purelib")},
        user=nobody.pw_uid,
        group=nobody.pw_gid,
        extra_groups=[],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split()[-1] == str(nobody.pw_uid)
    assert (place.folder / "postgres").stat().st_uid == nobody.pw_uid


def test_the_secret_key_is_made_once_and_private(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HAMRIN_DATA", str(place.folder / "new"))
    first = embedded.secret_key()
    assert len(first) >= 50
    assert embedded.secret_key() == first
    assert stat.S_IMODE((place.folder / "new" / "secret_key").stat().st_mode) == 0o600
    assert [path.name for path in (place.folder / "new").iterdir()] == ["secret_key"]


def test_importing_starts_nothing_and_needs_no_settings(place: Place) -> None:
    # The package's __init__ loads Celery, which reads the settings only when asked.
    code = (
        "import sys; from config.embedded import broker_url, database_url; print(database_url(), broker_url());"
        "print([name for name in sys.modules if name.startswith(('config.settings', 'django.db'))])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=place.environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("postgresql://hamrin@/hamrin?host=%2F")
    assert done.stdout.splitlines()[1] == "[]"
    assert list(place.folder.iterdir()) == []
