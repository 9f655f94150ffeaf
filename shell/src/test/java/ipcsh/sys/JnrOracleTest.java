package ipcsh.sys;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.FileStatus;
import ipcsh.sys.abi.ProcessConstants;
import ipcsh.sys.abi.SocketConstants;
import ipcsh.sys.abi.WaitStatus;
import ipcsh.sys.function.Processes;
import ipcsh.sys.function.Programs.Start;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import jnr.constants.Constant;
import jnr.constants.platform.Access;
import jnr.constants.platform.AddressFamily;
import jnr.constants.platform.Fcntl;
import jnr.constants.platform.OpenFlags;
import jnr.constants.platform.RLIMIT;
import jnr.constants.platform.Shutdown;
import jnr.constants.platform.Signal;
import jnr.constants.platform.Sock;
import jnr.constants.platform.SocketLevel;
import jnr.constants.platform.SocketOption;
import jnr.constants.platform.WaitFlags;
import jnr.posix.FileStat;
import jnr.posix.POSIX;
import jnr.posix.POSIXFactory;
import jnr.posix.RLimit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares with jnr-posix and jnr-constants, which are independent implementations. */
class JnrOracleTest {
  private static final POSIX POSIX = POSIXFactory.getNativePOSIX();
  private static final Sys SYS = new Kernel().home();

  private static Map<String, Long> ours() throws IllegalAccessException {
    Map<String, Long> ours = new TreeMap<>();
    for (Class<?> constants :
        List.of(FileConstants.class, SocketConstants.class, ProcessConstants.class)) {
      for (Field field : constants.getFields()) {
        if (field.getType() == int.class) {
          ours.put(field.getName(), (long) field.getInt(null));
        }
      }
    }
    for (Errno errno : Errno.values()) {
      ours.put(errno.toString(), (long) errno.getNumber());
    }
    return ours;
  }

  private static Map<String, Long> theirs() {
    Map<String, Long> theirs = new LinkedHashMap<>();
    Constant[][] all = {
      jnr.constants.platform.Errno.values(),
      Signal.values(),
      OpenFlags.values(),
      Fcntl.values(),
      AddressFamily.values(),
      Sock.values(),
      SocketLevel.values(),
      SocketOption.values(),
      Shutdown.values(),
      WaitFlags.values(),
      Access.values(),
      RLIMIT.values()
    };
    for (Constant[] group : all) {
      for (Constant constant : group) {
        if (constant.defined()) {
          theirs.put(constant.name(), constant.longValue());
        }
      }
    }
    return theirs;
  }

  @Test
  void constantsAreTheSame() throws IllegalAccessException {
    Map<String, Long> ours = ours();
    Map<String, Long> theirs = theirs();
    List<String> differ = new ArrayList<>();
    int compared = 0;
    for (Map.Entry<String, Long> each : theirs.entrySet()) {
      Long value = ours.get(each.getKey());
      if (value != null) {
        compared++;
        if (!value.equals(each.getValue())) {
          differ.add(each.getKey() + ": ours " + value + ", theirs " + each.getValue());
        }
      }
    }
    assertThat(differ).isEmpty();
    assertThat(compared).isGreaterThan(200);
  }

  private static int started(String script) {
    return SYS.programs()
        .spawn(
            new Start(
                List.of("sh", "-c", script),
                List.of("PATH=/usr/bin:/bin"),
                null,
                Map.of(0, Start.NULL_DEVICE, 1, Start.NULL_DEVICE, 2, Start.NULL_DEVICE)));
  }

  @ParameterizedTest
  @CsvSource({
    "exit 0,         0, ",
    "exit 1,         1, ",
    "exit 127,     127, ",
    "exit 255,     255, ",
    "kill -KILL $$,   , 9",
    "kill -TERM $$,   , 15",
    "kill -HUP $$,    , 1",
    "ulimit -c 0; kill -SEGV $$, , 11"
  })
  void waitStatusIsTakenApartAsItWasPutTogether(String script, Integer exit, Integer signal) {
    int pid = started(script);
    int[] status = new int[1];
    assertThat(POSIX.waitpid(pid, status, 0)).isEqualTo(pid);
    WaitStatus read = new WaitStatus(pid, status[0]);
    assertThat(read.isEnd()).isTrue();
    assertThat(read.exit()).isEqualTo(exit);
    assertThat(read.signal()).isEqualTo(signal);
  }

  @Test
  void stoppedAndContinuedAreNoEnd() {
    int pid = started("kill -STOP $$; exit 3");
    int[] status = new int[1];
    assertThat(POSIX.waitpid(pid, status, WaitFlags.WUNTRACED.intValue())).isEqualTo(pid);
    assertThat(new WaitStatus(pid, status[0]).isEnd()).isFalse();
    POSIX.kill(pid, Signal.SIGCONT.intValue());
    assertThat(POSIX.waitpid(pid, status, 0)).isEqualTo(pid);
    assertThat(new WaitStatus(pid, status[0]).exit()).isEqualTo(3);
  }

  @Test
  void statReportsTheSame(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "twelve bytes");
    Files.createLink(directory.resolve("again"), file);
    Files.createSymbolicLink(directory.resolve("link"), file);
    SYS.pipes().mkfifo(directory.resolve("fifo").toString(), 0640);
    List<String> paths = new ArrayList<>(List.of("/", "/dev/null", "/proc/self", "/etc/passwd"));
    try (Stream<Path> made = Files.list(directory)) {
      made.map(Path::toString).forEach(paths::add);
    }
    for (String path : paths) {
      compare(path, SYS.files().stat(path), POSIX.stat(path));
      compare(path, SYS.files().lstat(path), POSIX.lstat(path));
    }
  }

  private static void compare(String path, FileStatus ours, FileStat theirs) {
    assertThat(ours.mode()).as(path).isEqualTo(theirs.mode());
    assertThat(ours.inode()).as(path).isEqualTo(theirs.ino());
    assertThat(ours.links()).as(path).isEqualTo(theirs.nlink());
    assertThat(ours.uid()).as(path).isEqualTo(theirs.uid());
    assertThat(ours.gid()).as(path).isEqualTo(theirs.gid());
    assertThat(ours.size()).as(path).isEqualTo(theirs.st_size());
    assertThat(ours.modified() / 1_000_000_000).as(path).isEqualTo(theirs.mtime());
    // composed as by makedev(3); its own major() and minor() are those of another system
    long device = theirs.dev();
    long major = device >> 8 & 0xfff | device >> 32 & ~0xfffL;
    long minor = device & 0xff | device >> 12 & ~0xffL;
    assertThat(ours.device()).as(path).isEqualTo(major << 20 | minor);
    assertThat(ours.type() == FileConstants.S_IFIFO).as(path).isEqualTo(theirs.isFifo());
    assertThat(ours.type() == FileConstants.S_IFLNK).as(path).isEqualTo(theirs.isSymlink());
  }

  /** The names in /proc/PID/limits, where the shell reads the limits of any process. */
  @ParameterizedTest
  @CsvSource({
    "RLIMIT_NOFILE,  Max open files",
    "RLIMIT_FSIZE,   Max file size",
    "RLIMIT_NPROC,   Max processes",
    "RLIMIT_MEMLOCK, Max locked memory",
    "RLIMIT_AS,      Max address space"
  })
  void limitsAreThoseOfProc(RLIMIT resource, String line) throws IOException {
    RLimit limit = POSIX.getrlimit(resource.intValue());
    String[] words =
        Files.readAllLines(Path.of("/proc/self/limits")).stream()
            .filter(each -> each.startsWith(line))
            .findFirst()
            .orElseThrow()
            .substring(line.length())
            .strip()
            .split("\\s+");
    assertThat(words[0]).isEqualTo(said(limit.rlimCur()));
    assertThat(words[1]).isEqualTo(said(limit.rlimMax()));
  }

  private static String said(long limit) {
    return limit == -1 ? "unlimited" : Long.toUnsignedString(limit);
  }

  @Test
  void idsAreTheSame() {
    Processes processes = SYS.processes();
    assertThat(processes.getpid()).isEqualTo(POSIX.getpid());
    assertThat(processes.getppid()).isEqualTo(POSIX.getppid());
    assertThat(processes.getuid()).isEqualTo(POSIX.getuid());
    assertThat(processes.geteuid()).isEqualTo(POSIX.geteuid());
    assertThat(processes.getgid()).isEqualTo(POSIX.getgid());
    assertThat(processes.getegid()).isEqualTo(POSIX.getegid());
  }
}
