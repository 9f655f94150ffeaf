package ipcsh.eventfd;

import ipcsh.command.Context;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Default;
import ipcsh.command.model.Flags;
import ipcsh.command.model.Option;
import ipcsh.handle.Fd;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The commands for timers that can be polled, {@code timerfd_create(2)}. */
public final class TimerfdCommands implements CommandTopic {
  private Context context;

  @Override
  public String title() {
    return "Timers (timerfd)";
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
  }

  private Timerfd functions() {
    return new Timerfd(context.sys().invoker());
  }

  @Command(
      summary = "create a timer that notifies through a descriptor",
      man = "timerfd_create(2)",
      examples =
          """
          t = timerfd_create()     //=> fd 3  timerfd  CLOCK_MONOTONIC  disarmed
          timerfd_settime t, 10.s
          t                        //=> fd 3  timerfd  CLOCK_MONOTONIC  in 9... s
          fails(EINVAL) { timerfd_create 99 }
          """)
  public Fd timerfd_create(
      @Default("CLOCK_MONOTONIC") @Flags("CLOCK_") int clockid,
      @Default("0") @Flags({"TFD_NONBLOCK", "TFD_CLOEXEC"}) int flags) {
    return context.opened(functions().create(clockid, flags));
  }

  @Command(
      summary = "arm or disarm a timer: first expiration and interval",
      man = "timerfd_settime(2)",
      details =
          """
          The time is relative to now; with TFD_TIMER_ABSTIME it is an absolute time of the clock.
          0 disarms the timer. Returns the previous setting, value and interval.""",
      examples =
          """
          t = timerfd_create()
          timerfd_settime t, 20.ms, interval: 10.ms  //=> [value:0 s, interval:0 s]
          timerfd_read(t) >= 1                       //=> true
          timerfd_settime t, 0
          timerfd_gettime t                          //=> [value:0 s, interval:0 s]
          """)
  public Map<String, Duration> timerfd_settime(
      Fd fd,
      Duration value,
      @Option Duration interval,
      @Default("0") @Flags("TFD_TIMER_") int flags) {
    Duration every = interval == null ? Duration.ZERO : interval;
    return map(functions().settime(context.number(fd), new Timerfd.Setting(value, every), flags));
  }

  @Command(
      summary = "get a timer's time to expiration and its interval",
      man = "timerfd_gettime(2)",
      details = "Both are times that can be compared: timerfd_gettime(t).value < 1.s",
      examples =
          """
          t = timerfd_create()
          timerfd_settime t, 10.s, interval: 1.s
          left = timerfd_gettime t
          left.value > 9.s && left.value <= 10.s  //=> true
          left.interval                           //=> 1 s
          """)
  public Map<String, Duration> timerfd_gettime(Fd fd) {
    return map(functions().gettime(context.number(fd)));
  }

  private static Map<String, Duration> map(Timerfd.Setting setting) {
    Map<String, Duration> map = new LinkedHashMap<>();
    map.put("value", setting.value());
    map.put("interval", setting.interval());
    return map;
  }

  @Command(
      summary = "read the number of expirations, blocking until one",
      man = "timerfd_create(2)",
      blocks = true,
      examples =
          """
          t = timerfd_create()
          timerfd_settime t, 10.ms
          timerfd_read t                                       //=> 1
          fails(ETIMEDOUT) { timerfd_read t, timeout: 10.ms }
          """)
  public long timerfd_read(Fd fd) {
    return functions().read(context.number(fd));
  }
}
