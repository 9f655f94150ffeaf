package ipcsh.why;

import ipcsh.inspect.FdInfo;
import ipcsh.inspect.ThreadSnapshot;
import ipcsh.sys.abi.ProcessConstants;
import ipcsh.sys.abi.SignalNames;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Timers whose signal would interrupt a wait. Those of {@code timer_create(2)} are listed in {@code
 * /proc/PID/timers}, but not whether they are armed. Those of {@code alarm(2)} and {@code
 * setitimer(2)} are listed for no process: root can only see in {@code /proc/timer_list} whether
 * there is one on this machine.
 */
final class PendingTimers {
  /** A timer of timer_create: its signal, and the process or thread to which it is sent. */
  private static final Pattern TIMER =
      Pattern.compile("signal: (\\d+)/\\w+\nnotify: signal/(pid|tid)\\.(\\d+)");

  /** The function of the kernel that a timer of alarm or setitimer calls. */
  private static final Pattern ALARM = Pattern.compile(", it_real_fn, ");

  private static final String LIST = "/proc/timer_list";
  private static final String LIST_BEGINS = "Timer List Version";

  private PendingTimers() {}

  /**
   * What is not known about timers that may end the wait of a thread; null if none can, because it
   * handles no signal of one.
   */
  static String doubt(ThreadSnapshot thread, WaitContext context) {
    int pid = thread.pid();
    String text = context.text("/proc/" + pid + "/task/" + thread.tid() + "/status");
    FdInfo status = new FdInfo(text == null ? "" : text);
    long handled = status.hex("SigCgt") & ~status.hex("SigBlk");
    String timers = handled == 0 ? null : context.text("/proc/" + pid + "/timers");
    Matcher each = TIMER.matcher(timers == null ? "" : timers);
    while (each.find()) {
      int signal = Integer.parseInt(each.group(1));
      boolean isForOther =
          each.group(2).equals("tid") && Integer.parseInt(each.group(3)) != thread.tid();
      if ((handled & SignalNames.bit(signal)) != 0 && !isForOther) {
        return "whether the timer of timer_create(2) that sends "
            + SignalNames.of(signal)
            + " to "
            + context.process(pid)
            + " is armed";
      }
    }
    return (handled & SignalNames.bit(ProcessConstants.SIGALRM)) == 0
        ? null
        : alarm(context.process(pid), context);
  }

  private static String alarm(String process, WaitContext context) {
    String start = "whether alarm(2) or setitimer(2) will interrupt it: " + process;
    Integer alarms = context.alarms();
    if (alarms == null) {
      return start
          + " handles SIGALRM, and the kernel does not report which process has set an alarm";
    }
    return alarms == 0
        ? null
        : start
            + " handles SIGALRM, and "
            + (alarms == 1 ? "an alarm is" : alarms + " alarms are")
            + " set on this machine, but the kernel does not report by which process";
  }

  /**
   * How many timers of alarm and setitimer are set on this machine; null if this user may not see
   * it.
   */
  static Integer alarms(WaitContext context) {
    String list = context.longText(LIST);
    return list == null || !list.startsWith(LIST_BEGINS)
        ? null
        : (Integer) (int) ALARM.matcher(list).results().count();
  }
}
