#!/usr/bin/env python3
"""Smart HTTP on the loopback interface: `git http-backend` behind a server that writes down what it sends.

Usage: server.py ROOT LOG      prints its port; each request becomes a line of LOG: METHOD TARGET STATUS BYTES
A connection becomes the line `CONNECTION - - 0`. It ends when its standard input does.
"""

import http.server
import os
import subprocess
import sys
import threading

ROOT, LOG = sys.argv[1], sys.argv[2]
LOCK = threading.Lock()


def note(method, target, status, sent):
    with LOCK, open(LOG, "a", encoding="utf-8") as log:
        log.write(f"{method} {target} {status} {sent}\n")


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def setup(self):
        super().setup()
        note("CONNECTION", "-", "-", 0)

    def handle(self):
        try:
            super().handle()
        except ConnectionResetError:
            pass  # A client that has what it wants need not say goodbye.

    def log_message(self, *_):
        pass

    def body(self):
        if self.headers.get("Transfer-Encoding", "").lower() != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length", 0)))
        whole = b""
        while size := int(self.rfile.readline().split(b";")[0], 16):
            whole += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return whole

    def answer(self):
        path, _, query = self.path.partition("?")
        body = self.body() if self.command == "POST" else b""
        environment = {
            "PATH": os.environ["PATH"],
            "GIT_PROJECT_ROOT": ROOT,
            "GIT_HTTP_EXPORT_ALL": "1",
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": "safe.directory",
            "GIT_CONFIG_VALUE_0": "*",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "REQUEST_METHOD": self.command,
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "CONTENT_LENGTH": str(len(body)),
            "REMOTE_ADDR": "127.0.0.1",
            "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
            "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
        }
        backend = subprocess.Popen(
            ["git", "http-backend"], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        threading.Thread(target=self.feed, args=(backend.stdin, body), daemon=True).start()
        status, sent = 200, 0
        headers = []
        for line in iter(backend.stdout.readline, b"\r\n"):
            name, _, value = line.decode().partition(":")
            if name.lower() == "status":
                status = int(value.split()[0])
            else:
                headers.append((name, value.strip()))
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        while piece := backend.stdout.read1(1 << 16):
            sent += len(piece)
            self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
        self.wfile.write(b"0\r\n\r\n")
        backend.wait()
        note(self.command, self.path, status, sent)

    @staticmethod
    def feed(pipe, body):
        try:
            pipe.write(body)
            pipe.close()
        except BrokenPipeError:
            pass

    do_GET = do_POST = answer


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_port, flush=True)
sys.stdin.read()
