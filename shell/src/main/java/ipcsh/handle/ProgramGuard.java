package ipcsh.handle;

import ipcsh.sys.Kernel;
import ipcsh.sys.Sys;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.ProcessConstants;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.function.Programs.Start;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Ends the programs of a shell that was killed. A small sh(1) process receives the IDs of the
 * running process groups over a pipe whose write end only the shell has; end of file, the only sign
 * of SIGKILL, makes it end the remaining ones: SIGTERM, then SIGKILL. An ID that was reused by a
 * process with another start time is left alone. It is started with the first program.
 * PR_SET_PDEATHSIG is not sufficient: it signals the end of the parent thread.
 */
final class ProgramGuard {
  private static final String SCRIPT =
      """
      trap '' HUP INT QUIT TERM PIPE
      set -f
      begins() {
        stat=
        while read -r line; do stat="$stat $line"; done <"/proc/$1/stat"
        set -- ${stat##*) }
        begin=${20}
      }
      ends() {
        for each in $left; do
          group=${each%:*}
          begins "$group"
          [ -n "$begin" ] && [ "$begin" != "${each#*:}" ] ||
            kill -s "$1" -- "-$group" || kill -s "$1" "$group"
        done
      }
      left=
      while read -r what group; do
        others=
        for each in $left; do
          [ "${each%:*}" = "$group" ] || others="$others $each"
        done
        left=$others
        [ "$what" = - ] || { begins "$group"; left="$left $group:$begin"; }
      done
      ends TERM
      ends CONT
      [ -z "$left" ] || sleep 0.5
      ends KILL
      """;

  private static final int NONE = -1;

  private final Kernel kernel;
  private int pipe = NONE;
  private int pid;

  ProgramGuard(Kernel kernel) {
    this.kernel = kernel;
  }

  /** Called when a program was started. */
  synchronized void runs(int group) {
    if (pipe == NONE) {
      start();
    }
    write("+ " + group);
  }

  /** Called when it has ended. */
  synchronized void ended(int group) {
    write("- " + group);
  }

  private void start() {
    Sys sys = kernel.home();
    int[] ends;
    try {
      ends = sys.pipes().pipe(FileConstants.O_CLOEXEC);
    } catch (SysException noRoom) {
      // the program that has been started is not lost; the next one tries again
      return;
    }
    int reading = InternalDescriptors.move(sys, ends[0]);
    pipe = InternalDescriptors.move(sys, ends[1]);
    try {
      pid =
          sys.programs()
              .spawn(
                  new Start(
                      List.of("/bin/sh", "-c", SCRIPT),
                      List.of("PATH=/usr/bin:/bin"),
                      "/",
                      Map.of(0, reading, 1, Start.NULL_DEVICE, 2, Start.NULL_DEVICE)));
    } catch (SysException noRoom) {
      // without the guard, programs survive a SIGKILL of the shell
      close();
    } finally {
      InternalDescriptors.close(sys, reading);
    }
  }

  private void write(String line) {
    if (pipe != NONE) {
      try {
        kernel.own().files().write(pipe, (line + "\n").getBytes(StandardCharsets.US_ASCII));
      } catch (SysException gone) {
        // it has ended or was killed
      }
    }
  }

  /** Called when the shell has ended the programs itself. */
  synchronized void close() {
    if (pipe != NONE) {
      InternalDescriptors.close(kernel.home(), pipe);
      pipe = NONE;
      if (pid > 0) {
        reap();
      }
    }
  }

  /** No Ctrl-C interrupts this: it would leave a zombie. */
  private void reap() {
    try {
      // if it was killed and reaped, its number may be that of another process
      if (kernel.own().processControl().wait4(pid, ProcessConstants.WNOHANG) == null) {
        kernel.home().processControl().kill(pid, ProcessConstants.SIGKILL);
        kernel.own().processControl().wait4(pid, 0);
      }
    } catch (SysException reapedByAnother) {
      // it has been reaped
    }
    pid = 0;
  }
}
