"""A web site on the loopback interface that answers as a test wishes."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Reply:
    """``pause`` is the seconds before each of ``pieces`` of the body."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    media_type: str = "text/html; charset=utf-8"
    pause: float = 0.0
    pieces: int = 1
    length: bool = True


class Site:
    def __init__(self) -> None:
        self.replies: dict[str, Reply] = {}
        self.requests: list[tuple[str, dict[str, str]]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site.answer(self)

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.handle_error = lambda *_: None  # type: ignore[method-assign]  # clients hang up on purpose
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def port(self) -> int:
        return self._server.server_address[1]

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def add(self, path: str, body: bytes | str = b"", **values: Any) -> str:
        data = body.encode() if isinstance(body, str) else body
        self.replies[path] = Reply(data, **values)
        return self.url(path)

    def asked(self, path: str) -> int:
        return sum(asked == path for asked, _ in self.requests)

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        self.requests.append((handler.path, dict(handler.headers.items())))
        reply = self.replies.get(handler.path, Reply(b"gone", 404))
        if reply.headers.get("ETag") and reply.headers["ETag"] == handler.headers.get("If-None-Match"):
            reply = Reply(status=304)
        handler.send_response(reply.status)
        handler.send_header("Content-Type", reply.media_type)
        if reply.length:
            handler.send_header("Content-Length", str(len(reply.body)))
        else:
            handler.send_header("Connection", "close")
            handler.close_connection = True
        for name, value in reply.headers.items():
            handler.send_header(name, value)
        handler.end_headers()
        step = max(1, -(-len(reply.body) // reply.pieces))
        for start in range(0, len(reply.body), step):
            time.sleep(reply.pause)
            handler.wfile.write(reply.body[start : start + step])
            handler.wfile.flush()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def page(title: str, text: str, published: str = "", head: str = "") -> str:
    """Write a news page: paragraphs of ``text`` between a menu and a footer."""
    stated = f'<meta property="article:published_time" content="{published}">' if published else ""
    paragraphs = "".join(f"<p>{line}</p>" for line in text.split("\n"))
    return (
        f"<!doctype html><html><head><title>{title} - The Outlet</title>{stated}{head}"
        f'<meta property="og:title" content="{title}"></head><body><nav><a href="/">Home</a>'
        f'<a href="/iraq">Iraq</a></nav><article><h1>{title}</h1>{paragraphs}</article>'
        f"<footer>All rights reserved</footer></body></html>"
    )


def feed(*items: str) -> str:
    """Write an RSS feed."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>News</title>'
        f"<link>http://outlet.invalid/</link>{''.join(items)}</channel></rss>"
    )


def item(link: str, title: str = "", date: str = "", description: str = "") -> str:
    """Write one entry of a feed."""
    stated = f"<pubDate>{date}</pubDate>" if date else ""
    return (
        f"<item><title>{title}</title><link>{link}</link>{stated}"
        f"<description><![CDATA[{description}]]></description></item>"
    )
