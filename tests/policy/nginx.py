"""A site behind a real nginx, set up as the guide says: the snippet, the types of the machine's own nginx, and no more."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path

from dateline.policy import nginx_snippet

PATH = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin", "/usr/local/sbin"])
"""Where it is looked for: Debian puts it where the PATH of most people does not lead."""
PATIENCE = 10
"""Seconds after which one that does not answer is given up."""
_CONFIGURATION = """
daemon off;
master_process off;
pid nginx.pid;
events {{}}
http {{
    include {types};
    default_type application/octet-stream;
    access_log off;
    client_body_temp_path body;
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
{beside}
    server {{
        listen 127.0.0.1:{port};
        location {prefix} {{
            alias {site}/;
        }}
{more}
{within}
    }}
}}
"""


class Nginx:
    """One that runs. Addresses are those within the site: `/articles/`."""

    def __init__(self, port: int, prefix: str) -> None:
        self._port, self._prefix = port, prefix

    def answer(self, path: str, method: str = "GET", **headers: str) -> tuple[int, HTTPMessage, bytes]:
        """Status, headers and body, as they come: no redirection is followed."""
        connection = HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE)
        try:
            connection.request(method, f"{self._prefix}{path.removeprefix('/')}", headers=headers)
            response = connection.getresponse()
            return response.status, response.headers, response.read()
        finally:
            connection.close()


@contextmanager
def serving(site: Path, folder: Path, prefix: str = "/", more: str = "") -> Iterator[Nginx]:
    """Serve a site below `prefix` for as long as it is needed; `more` is put into `server`, and all is kept in `folder`."""
    program = os.environ.get("DATELINE_NGINX") or shutil.which("nginx", path=PATH)
    assert program, "no nginx found: install it (Debian: apt-get install nginx) or set DATELINE_NGINX"
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    beside, within = nginx_snippet().replace("~^/", f"~^{prefix}").split("# Within `server`.")
    types = _types(program)
    configuration = _CONFIGURATION.format(
        types=types, beside=beside, within=f"#{within}", port=port, prefix=prefix, site=site, more=more
    )
    (folder / "nginx.conf").write_text(configuration, encoding="utf-8")
    log = folder / "log"
    with log.open("wb") as output:
        process = subprocess.Popen([program, "-e", "stderr", "-p", folder, "-c", "nginx.conf"], stderr=output)
        try:
            _wait_for(process, port, log)
            yield Nginx(port, prefix)
        finally:
            process.terminate()
            process.wait(PATIENCE)


def _types(program: str) -> Path:
    """The file `mime.types` that comes with it: beside its configuration."""
    told = subprocess.run([program, "-V"], capture_output=True, text=True, check=True).stderr
    found = re.search(r"--conf-path=(\S+)", told)
    assert found, told
    return Path(found[1]).parent / "mime.types"


def _wait_for(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        assert process.poll() is None, log.read_text(encoding="utf-8")
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except ConnectionRefusedError:
            assert time.monotonic() < deadline, log.read_text(encoding="utf-8")
            time.sleep(0.01)
        else:
            return
