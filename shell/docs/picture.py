#!/usr/bin/env python3
"""Makes shell/docs/session.svg: types a session at a real prompt in tmux and draws the screen as it is.

Run it from anywhere when the prompt's look has changed; needs tmux.
"""
import html
import pathlib
import re
import subprocess
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
COLUMNS, ROWS = 92, 32
SESSION = [
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
]
COLOURS = {
    30: "#45475a", 31: "#f38ba8", 32: "#a6e3a1", 33: "#f9e2af",
    34: "#89b4fa", 35: "#cba6f7", 36: "#94e2d5", 37: "#cdd6f4",
    90: "#6c7086", 91: "#f38ba8", 92: "#a6e3a1", 93: "#f9e2af",
    94: "#89b4fa", 95: "#cba6f7", 96: "#94e2d5", 97: "#ffffff",
}
FOREGROUND, DIM = "#cdd6f4", "#7f849c"


def tmux(*words):
    return subprocess.run(["tmux", "-L", "picture", *words], check=True, capture_output=True, text=True).stdout


def screen(colours=False):
    return tmux("capture-pane", "-p", *(["-e"] if colours else []), "-t", "p")


def wait(condition, what):
    end = time.monotonic() + 60
    while not condition(screen()):
        if time.monotonic() > end:
            raise SystemExit(f"not within a minute: {what}\n{screen()}")
        time.sleep(0.05)


def prompts(text):
    return len(re.findall(r"(?m)^ipcsh> ?$", text.rstrip() + "\n"))


def type_session(folder):
    launcher = HERE.parent / "ipcsh"
    subprocess.run([launcher, "-e", "1"], check=True, capture_output=True)
    tmux("-f", "/dev/null", "new-session", "-d", "-s", "p", "-x", str(COLUMNS), "-y", str(ROWS),
         f"cd {folder} && XDG_STATE_HOME={folder} exec {launcher} -n ipcsh")
    try:
        wait(prompts, "the first prompt")
        for line in SESSION:
            if line == "^C":
                time.sleep(0.5)  # somebody looks at the blocked call before they press Ctrl-C
                tmux("send-keys", "-t", "p", "C-c")
            else:
                tmux("send-keys", "-l", "-t", "p", line)
                wait(lambda text: line[-12:] in text, line)
                tmux("send-keys", "-t", "p", "Enter")
            if line != "recv s":
                time.sleep(0.2)
                wait(prompts, "the prompt after " + line)
        return screen(colours=True)
    finally:
        tmux("kill-server")


def runs(line):
    """The pieces of a line with their colour, weight and place."""
    colour, bold, dim, column = None, False, False, 0
    for piece in re.split(r"(\x1b\[[0-9;]*m)", line):
        codes = re.fullmatch(r"\x1b\[([0-9;]*)m", piece)
        if not codes:
            if piece:
                yield column, piece, COLOURS.get(colour, DIM if dim else FOREGROUND), bold
            column += len(piece)
            continue
        for code in (int(c or 0) for c in codes.group(1).split(";")):
            if code == 0:
                colour, bold, dim = None, False, False
            elif code == 1:
                bold = True
            elif code == 2:
                dim = True
            elif code == 22:
                bold = dim = False
            elif code == 39:
                colour = None
            elif code in COLOURS:
                colour = code


def svg(text):
    lines = text.rstrip("\n").split("\n")
    width, height, step, advance = COLUMNS * 8.4 + 32, len(lines) * 19 + 58, 19, 8.4
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height}" width="{width:.0f}" height="{height}">',
        f'<rect width="{width:.0f}" height="{height}" rx="10" fill="#1e1e2e"/>',
        *(f'<circle cx="{20 + 20 * i}" cy="18" r="6" fill="{c}"/>' for i, c in enumerate(("#f38ba8", "#f9e2af", "#a6e3a1"))),
        '<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="14" xml:space="preserve">',
    ]
    for row, line in enumerate(lines):
        for column, piece, colour, bold in runs(line):
            if piece.strip():
                weight = ' font-weight="bold"' if bold else ""
                out.append(
                    f'<text x="{16 + column * advance:.1f}" y="{50 + row * step}" textLength="{len(piece) * advance:.1f}"'
                    f' fill="{colour}"{weight}>{html.escape(piece)}</text>')
    return "\n".join(out + ["</g>", "</svg>", ""])


def main():
    with tempfile.TemporaryDirectory(prefix="picture-") as folder:
        (HERE / "session.svg").write_text(svg(type_session(folder)))


if __name__ == "__main__":
    main()
