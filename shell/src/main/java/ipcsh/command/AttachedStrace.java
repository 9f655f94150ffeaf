package ipcsh.command;

import ipcsh.handle.InternalDescriptors;
import ipcsh.handle.Process;
import ipcsh.handle.SearchPath;
import ipcsh.observe.Observation;
import ipcsh.observe.Strace;
import ipcsh.observe.TraceReader;
import ipcsh.sys.Kernel;
import ipcsh.sys.Sys;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.ProcessConstants;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.function.ProcessControl;
import ipcsh.sys.function.Programs.Start;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A strace that was attached to a process; a child of this shell that only this class knows. */
final class AttachedStrace {
  private static final Path PROC = Path.of("/proc");
  private static final String TRACER = "TracerPid:";
  private static final int TO_ATTACH = 5000;
  private static final int MOST = 4096;

  private final Kernel kernel;
  private int pid;

  private AttachedStrace(Kernel kernel) {
    this.kernel = kernel;
  }

  /**
   * The program and the arguments of a process.
   *
   * @throws SysException ESRCH if there is no such process
   */
  static List<String> command(int pid) throws IOException {
    try {
      byte[] line = Files.readAllBytes(PROC.resolve(pid + "/cmdline"));
      String text = new String(line, StandardCharsets.UTF_8);
      return text.isEmpty()
          ? List.of(Files.readString(PROC.resolve(pid + "/comm")).strip())
          : List.of(text.split("\0"));
    } catch (IOException gone) {
      throw ProcessControl.killFailure(Errno.ESRCH, pid, 0);
    }
  }

  /** Attaches; returns when the process is traced. */
  static AttachedStrace start(Context context, int target, String name, Observation observation) {
    Kernel kernel = context.kernel();
    Sys sys = kernel.home();
    int[] log = context.children().outputPipe();
    int[] said = context.children().outputPipe();
    TraceReader.enlarge(sys, log);
    AttachedStrace strace = new AttachedStrace(kernel);
    boolean isTracing = false;
    try {
      strace.pid =
          sys.programs()
              .spawn(
                  new Start(
                      Strace.attaching(TraceReader.log(kernel.shell().pid(), log), target),
                      List.of("PATH=" + SearchPath.value()),
                      "/",
                      Map.of(0, Start.NULL_DEVICE, 1, Start.NULL_DEVICE, 2, said[1])));
      InternalDescriptors.close(sys, said[1]);
      strace.awaitTraced(context, target, said[0]);
      observation.attached(target, context.withOwnTable(() -> threads(target)), name);
      isTracing = true;
    } finally {
      if (!isTracing) {
        InternalDescriptors.close(sys, log[0]);
        InternalDescriptors.close(sys, log[1]);
        InternalDescriptors.close(sys, said[0]);
      }
    }
    TraceReader reader = new TraceReader(kernel, log, observation, () -> true);
    reader.atEnd(
        () -> {
          InternalDescriptors.close(kernel.own(), said[0]);
          strace.reap();
        });
    reader.start(name);
    return strace;
  }

  private void awaitTraced(Context context, int target, int said) {
    long end = System.nanoTime() + TO_ATTACH * 1_000_000L;
    while (System.nanoTime() < end) {
      if (kernel.own().processControl().wait4(pid, ProcessConstants.WNOHANG) != null) {
        pid = 0;
        throw Strace.refused(text(said));
      }
      if (context.withOwnTable(() -> tracer(target)) == pid) {
        return;
      }
      kernel.own().polling().poll(new int[0], new int[0], 1);
    }
    detach();
    throw Strace.refused("it did not attach to " + target + " within 5 seconds");
  }

  /** Waits until a program has stopped itself. */
  static void awaitStopped(Context context, Process process) {
    long end = System.nanoTime() + TO_ATTACH * 1_000_000L;
    while (System.nanoTime() < end && !process.isDone()) {
      if (context.withOwnTable(() -> isStopped(process.getPid()))) {
        return;
      }
      context.kernel().own().polling().poll(new int[0], new int[0], 1);
    }
    throw Strace.refused("the program did not wait to be observed");
  }

  private static boolean isStopped(int pid) throws IOException {
    try {
      String stat = Files.readString(PROC.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1);
      return stat.startsWith("T", stat.lastIndexOf(')') + 2);
    } catch (IOException gone) {
      return false;
    }
  }

  private String text(int said) {
    byte[] bytes = kernel.home().files().read(said, MOST);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** The process that traces another; 0 for none. */
  private static int tracer(int pid) throws IOException {
    try {
      return Files.readAllLines(PROC.resolve(pid + "/status"), StandardCharsets.ISO_8859_1).stream()
          .filter(line -> line.startsWith(TRACER))
          .mapToInt(line -> Integer.parseInt(line.substring(TRACER.length()).strip()))
          .findFirst()
          .orElse(0);
    } catch (IOException gone) {
      return 0;
    }
  }

  private static List<Integer> threads(int pid) throws IOException {
    List<Integer> threads = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(PROC.resolve(pid + "/task"))) {
      all.forEach(each -> threads.add(Integer.valueOf(each.getFileName().toString())));
    } catch (IOException gone) {
      threads.add(pid);
    }
    return threads;
  }

  /** Ends strace, which leaves the process alone. */
  synchronized void detach() {
    if (pid != 0) {
      kernel.home().processControl().kill(pid, ProcessConstants.SIGTERM);
    }
  }

  private synchronized void reap() {
    try {
      if (pid != 0) {
        kernel.own().processControl().wait4(pid, 0);
      }
    } catch (SysException reapedByAnother) {
      // it has been reaped
    }
    pid = 0;
  }
}
