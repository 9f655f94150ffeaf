package ipcsh.why;

import ipcsh.inspect.ThreadSnapshot;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Waits for signals, which any process may send, and for time to pass. */
final class SignalWaits implements WaitSource {
  private static final int TIMEOUT = 2;
  private static final String SENDER = "a process that sends ";

  @Override
  public WaitCondition of(ThreadSnapshot thread, WaitContext context) {
    int pid = thread.pid();
    return switch (thread.call()) {
      case "pause" -> anySignal(thread, "pause()", context);
      case "rt_sigsuspend" -> anySignal(thread, "sigsuspend()", context);
      case "rt_sigtimedwait" -> {
        String wanted = set(thread, context);
        Double time = WaitTimes.relative(pid, thread.argument(TIMEOUT), context);
        yield WaitCondition.of(
                thread, time == null ? "sigwait()" : "sigtimedwait()", "a signal: " + wanted)
            .fromOutside(SENDER + wanted)
            .within(time);
      }
      case "nanosleep" -> sleep(thread, WaitTimes.relative(pid, thread.argument(0), context));
      case "clock_nanosleep" -> sleep(thread, clock(thread, context));
      // only calls that end by themselves are restarted with what is left of their time
      case "restart_syscall" -> sleep(thread, 0.0);
      default -> null;
    };
  }

  private static Double clock(ThreadSnapshot thread, WaitContext context) {
    boolean isAbsolute = (thread.number(1) & 1) != 0;
    return isAbsolute
        ? (Double) 0.0
        : WaitTimes.relative(thread.pid(), thread.argument(2), context);
  }

  private static WaitCondition sleep(ThreadSnapshot thread, Double seconds) {
    String call = thread.call().equals("restart_syscall") ? "a call with a timeout" : "nanosleep()";
    return WaitCondition.of(thread, call, "time to pass").within(seconds == null ? 0.0 : seconds);
  }

  private static WaitCondition anySignal(ThreadSnapshot thread, String call, WaitContext context) {
    String caught = CaughtSignals.named(context, thread.pid());
    boolean isForChild = "SIGCHLD".equals(caught) && context.children(thread.pid()).isEmpty();
    List<String> notes =
        isForChild ? List.of("it has no running child whose end would send SIGCHLD") : List.of();
    return WaitCondition.of(
            thread,
            call,
            caught == null
                ? "a signal, but it handles none: only a signal that terminates it can arrive"
                : "a signal that it handles: " + caught)
        .noting(notes)
        .fromOutside(SENDER + (caught == null ? "a signal" : caught));
  }

  private static String set(ThreadSnapshot thread, WaitContext context) {
    byte[] bytes = context.memory(thread.pid(), thread.argument(0), Long.BYTES);
    return bytes == null
        ? "a signal"
        : CaughtSignals.names(ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).getLong(0));
  }
}
