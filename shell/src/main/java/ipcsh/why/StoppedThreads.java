package ipcsh.why;

import ipcsh.inspect.ThreadSnapshot;
import java.util.List;

/** Threads that were stopped by a signal or by a debugger: another process can let them go on. */
final class StoppedThreads {
  private static final char TRACED = 't';

  private StoppedThreads() {}

  /** The wait of a stopped thread. */
  static WaitCondition of(ThreadSnapshot thread, WaitContext context) {
    int tracer = (int) context.status(thread.pid()).number("TracerPid", 0);
    if (thread.state() == TRACED && tracer > 0) {
      String who = context.process(tracer);
      return WaitCondition.of(thread, "stopped", who + ", which traces it, to continue it")
          .endedBy(List.of(new Waker(tracer, "continues it")))
          .fromOutside("the user of " + who);
    }
    return WaitCondition.of(thread, "stopped", "SIGCONT")
        .fromOutside("a process that sends SIGCONT");
  }
}
