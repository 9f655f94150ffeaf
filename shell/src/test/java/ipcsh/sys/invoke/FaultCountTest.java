package ipcsh.sys.invoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ipcsh.kit.Wait;
import ipcsh.sys.Kernel;
import ipcsh.sys.abi.MemoryConstants;
import ipcsh.sys.function.Memory;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An access of Java code to a file that is shorter than its mapping is noticed at once, by the
 * thread that made it, however the code is executed, and nothing comes after.
 */
class FaultCountTest {
  private static final int LENGTH = 8192;

  @TempDir Path directory;
  private RandomAccessFile file;
  private Memory memory;
  private long address;
  private ForeignSegment segment;

  @BeforeEach
  void aFileIsMapped() throws IOException {
    assumeTrue(FastCalls.FOREIGN, "Java 22 or newer has a foreign-function interface");
    assumeTrue(FaultCount.isPossible(4), "x86-64");
    file = new RandomAccessFile(directory.resolve("f").toFile(), "rw");
    file.setLength(LENGTH);
    var sys = new Kernel().sys();
    int fd = sys.files().open(directory.resolve("f").toString(), 2, 0);
    memory = sys.memory();
    address = memory.mmap(LENGTH, 3, MemoryConstants.MAP_SHARED, fd, 0);
    sys.files().close(fd);
    segment = ForeignSegment.ofFile(address, LENGTH);
  }

  @AfterEach
  void itIsUnmapped() throws IOException {
    if (file != null) {
      segment.close();
      memory.munmap(address, LENGTH);
      file.close();
    }
  }

  private static MethodHandle loading(ForeignSegment segment, int size) {
    return MethodHandles.explicitCastArguments(
        FaultCount.now().loading(segment, size), MethodType.methodType(long.class, long.class));
  }

  private static MethodHandle storing(ForeignSegment segment, int size) {
    return MethodHandles.explicitCastArguments(
        FaultCount.now().storing(segment, size),
        MethodType.methodType(void.class, long.class, long.class));
  }

  /** How many accesses succeed before one faults. */
  private static long loadUntilItFaults(MethodHandle load, AtomicLong made) throws Throwable {
    for (long n = 0; ; n++) {
      try {
        assertThat((long) load.invokeExact(64L)).isEqualTo(5);
        made.lazySet(n);
      } catch (IllegalArgumentException fault) {
        return n;
      }
    }
  }

  private static long storeUntilItFaults(MethodHandle store, AtomicLong made) throws Throwable {
    for (long n = 0; ; n++) {
      try {
        store.invokeExact(64L, 5L);
        made.lazySet(n);
      } catch (IllegalArgumentException fault) {
        return n;
      }
    }
  }

  private interface Loop {
    long run(AtomicLong made) throws Throwable;
  }

  private static CompletableFuture<Long> inThread(Loop loop, AtomicLong made) {
    CompletableFuture<Long> result = new CompletableFuture<>();
    new Thread(
            () -> {
              try {
                result.complete(loop.run(made));
              } catch (Throwable wrong) {
                result.completeExceptionally(wrong);
              }
            })
        .start();
    return result;
  }

  /** From the interpreter, after the first accesses, to the optimising compiler. */
  @ParameterizedTest
  @ValueSource(longs = {0, 10, 1000, 20_000, 3_000_000})
  void aLoopEndsWhenTheFileIsTruncated(long accesses) throws Exception {
    for (int size : new int[] {2, 4, 8}) {
      for (boolean stores : new boolean[] {false, true}) {
        file.setLength(LENGTH);
        memory.store(address + 64, size, 5);
        MethodHandle access = stores ? storing(segment, size) : loading(segment, size);
        AtomicLong made = new AtomicLong();
        CompletableFuture<Long> done =
            inThread(
                count ->
                    stores ? storeUntilItFaults(access, count) : loadUntilItFaults(access, count),
                made);
        Wait.until(Wait.LONG, "accesses", () -> made.get() >= accesses);
        file.setLength(0);
        assertThat(done.get()).isGreaterThanOrEqualTo(accesses);
      }
    }
  }

  @Test
  void eachOfManyFaultsIsNoticedAndNothingComesAfter() throws Throwable {
    memory.putInt(address, 7);
    file.setLength(4096);
    int faults = 0;
    for (int i = 0; i < 20_000; i++) {
      MethodHandle load = loading(segment, 4);
      MethodHandle store = storing(segment, 4);
      assertThat((long) load.invokeExact(0L)).isEqualTo(7);
      long offset = i % 50 == 0 ? 4096 : 0;
      try {
        if (i % 100 < 50) {
          long value = (long) load.invokeExact(offset);
          assertThat(value).isEqualTo(7);
        } else {
          store.invokeExact(offset, 7L);
        }
        assertThat(offset).isZero();
      } catch (IllegalArgumentException fault) {
        faults++;
      }
      Thread.yield();
    }
    assertThat(faults).isEqualTo(400);
  }

  /** A store that is made again might undo what another process has stored meanwhile. */
  @Test
  void aStoreIsNotBlamedForTheFaultOfAnotherThread() throws Exception {
    file.setLength(4096);
    AtomicBoolean over = new AtomicBoolean();
    AtomicLong rounds = new AtomicLong();
    CompletableFuture<Long> storer =
        inThread(
            round -> {
              long n = 0;
              while (!over.get()) {
                MethodHandle store = storing(segment, 8);
                for (int i = 0; i < 10; i++) {
                  store.invokeExact(0L, ++n);
                }
                round.incrementAndGet();
              }
              return n;
            },
            rounds);
    CompletableFuture<Long> faulter =
        inThread(
            made -> {
              for (long n = 0; n < 3000; n++) {
                MethodHandle store = storing(segment, 4);
                try {
                  store.invokeExact(4096L, 1L);
                  throw new AssertionError("no fault");
                } catch (IllegalArgumentException fault) {
                  // as expected; so many are known as there may be until the other one looks
                }
                for (long round = rounds.get(); n % 20 == 0 && rounds.get() < round + 2; ) {
                  Thread.onSpinWait();
                }
              }
              return 0L;
            },
            new AtomicLong());
    faulter.get();
    over.set(true);
    long stored = storer.get();
    assertThat(memory.getLong(address)).isEqualTo(stored);
  }
}
