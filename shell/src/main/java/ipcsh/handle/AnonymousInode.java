package ipcsh.handle;

import ipcsh.sys.Constants;
import ipcsh.sys.FileConstants;
import ipcsh.sys.Sys;
import ipcsh.sys.SysException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a descriptor is that stands for a kernel object without a file: an eventfd, a timer. Their
 * state is told by {@code /proc/self/fdinfo} ({@code proc_pid_fdinfo(5)}).
 */
final class AnonymousInode {
  static final String PREFIX = "anon_inode:";

  private static final String SEPARATOR = "  ";
  private static final int INFO_SIZE = 64 * 1024;

  private AnonymousInode() {}

  /** In words; {@code target} is where {@code /proc/self/fd/N} points. */
  static String describe(Sys sys, int number, String target) {
    String kind = target.substring(PREFIX.length()).replaceAll("[\\[\\]]", "");
    String state =
        switch (kind) {
          case "eventfd" -> counter(info(sys, number));
          case "timerfd" -> timer(info(sys, number));
          case "signalfd" -> signals(info(sys, number));
          case "pidfd" -> process(info(sys, number));
          case "inotify" -> watches(info(sys, number));
          default -> "";
        };
    return state.isEmpty() ? kind : kind + SEPARATOR + state;
  }

  private static String info(Sys sys, int number) {
    int file;
    try {
      file = sys.files().open("/proc/self/fdinfo/" + number, FileConstants.O_CLOEXEC, 0);
    } catch (SysException gone) {
      return "";
    }
    try {
      return new String(sys.files().read(file, INFO_SIZE), StandardCharsets.ISO_8859_1);
    } finally {
      sys.files().close(file);
    }
  }

  private static String counter(String info) {
    String count = field(info, "eventfd-count:\\s*([0-9a-f]+)");
    if (count == null) {
      return "";
    }
    String semaphore = "1".equals(field(info, "eventfd-semaphore:\\s*(\\d)")) ? "  semaphore" : "";
    return "count " + Long.toUnsignedString(Long.parseUnsignedLong(count, 16)) + semaphore;
  }

  private static String timer(String info) {
    String value = time(info, "it_value");
    if (value == null) {
      return "";
    }
    String clock = field(info, "clockid:\\s*(\\d+)");
    String interval = time(info, "it_interval");
    String ticks = field(info, "ticks:\\s*(\\d+)");
    StringJoiner out = new StringJoiner(SEPARATOR);
    out.add(clock == null ? "" : new Constants(List.of()).render("CLOCK_", Long.parseLong(clock)));
    boolean expired = ticks != null && !ticks.equals("0");
    if (expired) {
      out.add("expired " + ticks + (ticks.equals("1") ? " time" : " times"));
    }
    if (!value.equals("0 ms")) {
      out.add("in " + value);
    } else if (!expired) {
      out.add("disarmed");
    }
    if (!interval.equals("0 ms")) {
      out.add("every " + interval);
    }
    return out.toString();
  }

  private static String time(String info, String name) {
    String seconds = field(info, name + ": \\((\\d+), ");
    String nanos = field(info, name + ": \\(\\d+, (\\d+)");
    if (seconds == null || nanos == null) {
      return null;
    }
    long millis = Long.parseLong(nanos) / 1_000_000;
    return seconds.equals("0")
        ? (millis == 0 && !nanos.equals("0") ? "less than 1 ms" : millis + " ms")
        : seconds + (millis == 0 ? "" : String.format(Locale.ROOT, ".%03d", millis)) + " s";
  }

  private static String signals(String info) {
    String mask = field(info, "sigmask:\\s*([0-9a-f]+)");
    if (mask == null) {
      return "";
    }
    long set = Long.parseUnsignedLong(mask, 16);
    Constants names = new Constants(List.of());
    StringJoiner out = new StringJoiner(" ");
    for (int signal = 1; signal <= Long.SIZE; signal++) {
      if ((set >>> signal - 1 & 1) != 0) {
        out.add(names.render("SIG", signal));
      }
    }
    return out.length() == 0 ? "no signal" : out.toString();
  }

  private static String process(String info) {
    String pid = field(info, "Pid:\\s*(-?\\d+)");
    if (pid == null) {
      return "";
    }
    return pid.equals("-1") ? "process that has ended" : "process " + pid;
  }

  private static String watches(String info) {
    long count = info.lines().filter(line -> line.startsWith("inotify wd:")).count();
    return count + (count == 1 ? " watch" : " watches");
  }

  private static String field(String info, String pattern) {
    Matcher found = Pattern.compile(pattern).matcher(info);
    return found.find() ? found.group(1) : null;
  }
}
