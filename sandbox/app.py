"""The sandbox as a whole: a world, a server in front of it, threads that post."""

from __future__ import annotations

import threading

from sandbox.control.calls import PREFIX, control
from sandbox.graph import calls
from sandbox.options import Options
from sandbox.phone.pages import page
from sandbox.push import is_push, take_push
from sandbox.web import Answer, Request, Server, json_answer
from sandbox.world import World


class Sandbox:
    """Started and stopped as one; tests run it in a thread, `serve` in a process."""

    def __init__(self, options: Options) -> None:
        self.world = World(options)
        tls = (options.cert, options.key) if options.cert else None
        self.server = Server((options.host, options.port), self.reply, tls)
        self.world.connections = lambda: self.server.connections
        self._thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)

    @property
    def url(self) -> str:
        host = self.world.options.host
        return f"{self.server.scheme}://{'127.0.0.1' if host == '0.0.0.0' else host}:{self.server.server_address[1]}"  # noqa: S104

    def reply(self, request: Request) -> Answer:
        """Answer a request: the Graph, the push service, the control, or the page."""
        if calls.is_graph(request.path):
            return calls.call(self.world, request)
        if is_push(request.path):
            return take_push(self.world, request)
        if request.path.startswith(PREFIX):
            return control(self.world, request)
        return page(request) or json_answer({"error": "there is nothing here"}, 404)

    def start(self) -> None:
        """Begin to listen."""
        self.world.post.start()
        self._thread.start()

    def stop(self) -> None:
        """Stop listening, and leave no thread behind."""
        self.server.shutdown()
        self.server.server_close()
        self.world.post.stop()
        self._thread.join(timeout=5)
