#!/bin/sh
# JLine 3.30.0, terminal provider jni: terminal.setAttributes(terminal.getAttributes()), which should
# change nothing, sets the speed of the line to 0 baud: the bits of CBAUD are none of its flags, and are
# written as 0. A pseudo-terminal goes on working, a serial line hangs up.
. "$(dirname "$0")/lib.sh"
for part in jline-terminal jline-terminal-jni jline-native; do
  artifact "org.jline:$part:3.30.0"
done
cat >Same.java <<'JAVA'
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

public class Same {
  public static void main(String[] args) throws Exception {
    try (Terminal terminal = TerminalBuilder.builder().provider("jni").dumb(false).build()) {
      terminal.setAttributes(terminal.getAttributes());
    }
  }
}
JAVA
javac -cp 'jline-terminal-3.30.0.jar' Same.java
cat >speed.py <<'PYTHON'
import os, pty, subprocess

ours, theirs = pty.openpty()
speed = lambda: subprocess.run(["stty", "speed"], stdin=theirs, capture_output=True, text=True).stdout.strip()
subprocess.run(["stty", "9600"], stdin=theirs, check=True)
print(speed())
subprocess.run(["java", "-cp", "*:.", "Same"], stdin=theirs, stdout=theirs, stderr=subprocess.DEVNULL, check=True)
print(speed())
PYTHON
python3 speed.py >seen
expect "speed before" 9600 "$(sed -n 1p seen)"
expect "speed behind it" 0 "$(sed -n 2p seen)"
