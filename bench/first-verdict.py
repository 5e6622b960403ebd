"""Runs a command on a pseudo-terminal and prints the milliseconds until it shows a first verdict, as a person would see it."""

import os
import pty
import re
import signal
import sys
import time

started = time.monotonic()
pid, terminal = pty.fork()
if pid == 0:
    os.execv(sys.argv[1], sys.argv[1:])
shown = b""
try:
    while not re.search(rb"(?<!\d)[1-9]\d*/\d+ checks", shown):
        shown += os.read(terminal, 65536)
except OSError:
    sys.exit("the command ended before its first verdict:\n" + shown.decode(errors="replace"))
print((time.monotonic() - started) * 1000)
os.kill(pid, signal.SIGTERM)
try:
    while os.read(terminal, 65536):
        pass
except OSError:
    pass
os.waitpid(pid, 0)
