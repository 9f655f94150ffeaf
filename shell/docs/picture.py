#!/usr/bin/env python3
"""Makes shell/docs/session.cast: types a session at a real prompt in tmux and lets the shell record it.

Run it from anywhere when the prompt's look has changed; needs tmux. The picture is made of the recording by
mvn test -pl shell -Dtest=PicturesTest -Dpictures.update
"""
import pathlib
import re
import subprocess
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
COLUMNS, ROWS = 92, 32
SESSION = [
    "record 'session.cast'",
    "s = socket AF_UNIX, SOCK_DGRAM; bind s, 'serv-dom-sock'",
    "c = socket AF_UNIX, SOCK_DGRAM; bind c, \"clnt-dom-sock.${getpid()}\"",
    "sendto c, 'ABCDE', 'serv-dom-sock'",
    "m = recvfrom s, 3",
    "sendto s, \"[1](${m.text})\", m.from",
    "recv c",
    "bind c 'again'",
    "bind c, 'again'",
    "recv s",
    "^C",
    "fails(ETIMEDOUT) { 1000.times { sendto c, 'flood', 'serv-dom-sock', timeout: 0.5 } }",
    "fds.drop(3)",
    "record off",
]


def tmux(*words):
    return subprocess.run(["tmux", "-L", "picture", *words], check=True, capture_output=True, text=True).stdout


def screen():
    return tmux("capture-pane", "-p", "-t", "p")


def wait(condition, what):
    end = time.monotonic() + 60
    while not condition(screen()):
        if time.monotonic() > end:
            raise SystemExit(f"not within a minute: {what}\n{screen()}")
        time.sleep(0.05)


def prompts(text):
    return len(re.findall(r"(?m)^A> ?$", text.rstrip() + "\n"))


def type_session(folder):
    launcher = HERE.parent / "ipcsh"
    subprocess.run([launcher, "-e", "1"], check=True, capture_output=True)
    tmux("-f", "/dev/null", "new-session", "-d", "-s", "p", "-x", str(COLUMNS), "-y", str(ROWS),
         f"cd {folder} && XDG_STATE_HOME={folder} XDG_RUNTIME_DIR={folder} exec {launcher}")
    try:
        wait(prompts, "the first prompt")
        for line in SESSION:
            if line == "^C":
                time.sleep(0.5)  # somebody looks at the blocked call before they press Ctrl-C
                tmux("send-keys", "-t", "p", "C-c")
            else:
                for character in line:
                    tmux("send-keys", "-l", "-t", "p", "\\;" if character == ";" else character)
                    time.sleep(0.03)
                wait(lambda text: line[-12:] in text, line)
                tmux("send-keys", "-t", "p", "Enter")
            if line != "recv s":
                time.sleep(0.7)  # somebody reads
                wait(prompts, "the prompt after " + line)
    finally:
        tmux("kill-server")


def main():
    with tempfile.TemporaryDirectory(prefix="picture-") as folder:
        type_session(folder)
        recorded = (pathlib.Path(folder) / "session.cast").read_text()
        (HERE / "session.cast").write_text(recorded)


if __name__ == "__main__":
    main()
