package ipcsh.eventfd;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Tools;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The constants and layouts defined here are those of the C compiler. */
class HeadersTest {
  private static final String HEADERS =
      """
      #define _GNU_SOURCE
      #include <stddef.h>
      #include <stdio.h>
      #include <signal.h>
      #include <ucontext.h>
      #include <sys/eventfd.h>
      #include <sys/inotify.h>
      #include <sys/signalfd.h>
      #include <sys/syscall.h>
      #include <sys/timerfd.h>
      #include <linux/types.h>
      #ifndef TFD_TIMER_CANCEL_ON_SET
      #define TFD_TIMER_CANCEL_ON_SET (1 << 1)
      #endif
      #ifndef IN_MASK_CREATE
      #define IN_MASK_CREATE 0x10000000
      #endif
      int main(void) {
      """;

  @TempDir Path directory;

  private Map<String, Long> values(Map<String, ?> expressions) throws Exception {
    StringBuilder text = new StringBuilder(HEADERS);
    for (String name : expressions.keySet()) {
      text.append("printf(\"%s %lld\\n\", \"" + name + "\", (long long) (" + name + "));\n");
    }
    Path source = Files.writeString(directory.resolve("headers.c"), text.append("}\n"));
    Path program = Tools.compile(directory, source, "headers");
    Map<String, Long> values = new TreeMap<>();
    for (String line : Tools.run(directory, program.toString()).lines()) {
      int space = line.lastIndexOf(' ');
      values.put(line.substring(0, space), Long.valueOf(line.substring(space + 1)));
    }
    return values;
  }

  @Test
  void constantsAreThoseOfTheHeaders() throws Exception {
    Map<String, Long> ours = new TreeMap<>();
    for (Field field : EventConstants.class.getFields()) {
      ours.put(field.getName(), field.getInt(null) & 0xffffffffL);
    }
    Map<String, Long> theirs = values(ours);
    theirs.replaceAll((name, value) -> value & 0xffffffffL);
    assertThat(ours).isEqualTo(theirs).isNotEmpty();
  }

  @Test
  void structuresAreLaidOutAsInTheHeaders() throws Exception {
    Map<String, Long> ours = new LinkedHashMap<>();
    put(ours, "sizeof(struct itimerspec)", Timerfd.ITIMERSPEC_SIZE);
    put(ours, "offsetof(struct itimerspec, it_interval)", Timerfd.IT_INTERVAL);
    put(ours, "offsetof(struct itimerspec, it_value)", Timerfd.IT_VALUE);
    put(ours, "offsetof(struct timespec, tv_nsec)", Timerfd.TV_NSEC);
    put(ours, "sizeof(struct signalfd_siginfo)", Signalfd.SIGINFO_SIZE);
    put(ours, "offsetof(struct signalfd_siginfo, ssi_signo)", Signalfd.SIGNO);
    put(ours, "offsetof(struct signalfd_siginfo, ssi_code)", Signalfd.CODE);
    put(ours, "offsetof(struct signalfd_siginfo, ssi_pid)", Signalfd.PID);
    put(ours, "offsetof(struct signalfd_siginfo, ssi_uid)", Signalfd.UID);
    put(ours, "offsetof(struct signalfd_siginfo, ssi_fd)", Signalfd.FD);
    put(ours, "offsetof(struct signalfd_siginfo, ssi_band)", Signalfd.BAND);
    put(ours, "offsetof(struct signalfd_siginfo, ssi_status)", Signalfd.STATUS);
    put(ours, "offsetof(struct signalfd_siginfo, ssi_int)", Signalfd.INT);
    put(ours, "sizeof(sigset_t)", Signalfd.SIGSET_SIZE);
    put(ours, "sizeof(struct inotify_event)", Inotify.EVENT_SIZE);
    put(ours, "offsetof(struct inotify_event, wd)", Inotify.WD);
    put(ours, "offsetof(struct inotify_event, mask)", Inotify.MASK);
    put(ours, "offsetof(struct inotify_event, cookie)", Inotify.COOKIE);
    put(ours, "offsetof(struct inotify_event, len)", Inotify.LEN);
    assertThat(new TreeMap<>(ours)).isEqualTo(values(ours));
  }

  private static void put(Map<String, Long> all, String expression, int value) {
    all.put(expression, (long) value);
  }
}
