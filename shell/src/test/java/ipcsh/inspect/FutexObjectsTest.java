package ipcsh.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.inspect.FutexObject.Kind;
import ipcsh.kit.Running;
import ipcsh.kit.Tools;
import ipcsh.kit.Wait;
import ipcsh.sys.Kernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The objects for which the threads of a C program wait are told from its memory. */
class FutexObjectsTest {
  private static final int WAITS = 26;

  @TempDir Path directory;
  private final ProcessMemory memory = new ProcessMemory(new Kernel().home());

  /** What the program says of one of its threads. */
  private record Said(Kind kind, long address, int tid, int holder) {
    static Said of(String line) {
      String[] words = line.split(" ");
      return new Said(
          Kind.valueOf(words[0].toUpperCase(Locale.ROOT)),
          Long.parseLong(words[1]),
          Integer.parseInt(words[2]),
          Integer.parseInt(words[3]));
    }
  }

  /** The call of a thread; null as long as it is in none on a futex. */
  private static FutexCall call(long pid, int tid) {
    try {
      String text = Files.readString(Path.of("/proc", "" + pid, "task", "" + tid, "syscall"));
      String[] words = text.strip().split(" ");
      boolean isFutex =
          words.length > 6 && SystemCalls.name(Integer.parseInt(words[0])).equals("futex");
      return isFutex
          ? FutexCall.of(
              Arrays.stream(words, 1, 7)
                  .map(word -> Long.parseUnsignedLong(word.substring(2), 16))
                  .toList())
          : null;
    } catch (IOException | NumberFormatException runs) {
      return null;
    }
  }

  private FutexObject object(long pid, int tid) {
    FutexCall call = call(pid, tid);
    return call == null
        ? null
        : FutexObjects.of(call, (address, size) -> memory.read((int) pid, address, size));
  }

  @ParameterizedTest
  @ValueSource(strings = {"shared", "private"})
  void eachIsTold(String how) {
    Path program = Tools.compile(directory, "lock_waits.c");
    try (Running running = Running.start(List.of(program + "", how), directory, Map.of())) {
      Wait.until(
          Wait.LONG,
          running::output,
          () -> running.output().endsWith("\n") && running.output().lines().count() == WAITS);
      List<Said> all = running.output().lines().map(Said::of).toList();
      int pid = (int) running.pid();
      for (Said said : all) {
        Wait.until(
            Wait.LONG,
            () -> said + ": " + call(pid, said.tid) + " " + object(pid, said.tid),
            () -> isTold(pid, said));
      }
      assertThat(memory.usesGlibc(pid)).isTrue();
      ProcessMemory.Place place = memory.place(pid, all.get(0).address);
      assertThat(place == null).isEqualTo(how.equals("private"));
      if (place != null) {
        assertThat(memory.sharers(place).pids()).containsExactly(pid);
      }
      assertThat(memory.threadsByOwnId(pid)).containsEntry(all.get(0).tid, all.get(0).tid);
    }
  }

  private boolean isTold(int pid, Said said) {
    FutexObject object = object(pid, said.tid);
    return object != null
        && object.kind() == said.kind
        && object.holder() == said.holder
        && (said.address == 0 || object.address() == said.address);
  }

  /** Bytes that are anything, and those that cannot be read, are no object. */
  @Test
  void otherBytesAreNone() {
    FutexCall call = FutexCall.of(List.of(4096L, 0x189L, 0L, 0L, 0L, 0L));
    assertThat(FutexObjects.of(call, (address, size) -> null).kind()).isEqualTo(Kind.UNKNOWN);
    java.util.Random random = new java.util.Random(1);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[256];
      random.nextBytes(bytes);
      long op = List.of(0L, 0x80L, 0x109L, 0x189L, 6L).get(i % 5);
      FutexCall any = FutexCall.of(List.of(4096L + i % 2 * 4, op, (long) (i % 4), 0L, 0L, 0L));
      FutexObject object =
          FutexObjects.of(
              any, (address, size) -> java.nio.ByteBuffer.wrap(Arrays.copyOf(bytes, size)));
      assertThat(object.kind()).isEqualTo(Kind.UNKNOWN);
    }
  }
}
