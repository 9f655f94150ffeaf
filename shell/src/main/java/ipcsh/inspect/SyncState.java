package ipcsh.inspect;

import ipcsh.sys.text.Counted;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The state of an object of the C library, from its bytes: the layouts are those of glibc on 64-bit
 * machines.
 */
final class SyncState {
  /** So many bytes are needed of any of them. */
  static final int SIZE = 56;

  private static final int WAITERS_OF_SEMAPHORE = 4;
  private static final int OWNER = 8;
  private static final int KIND = 16;
  private static final int ROBUST = 16;
  private static final int INHERITING = 32;
  private static final int OWNER_IN_LOCK = 0x3fffffff;
  private static final int OWNER_DIED = 0x40000000;
  private static final int NOT_RECOVERABLE = Integer.MAX_VALUE - 1;
  private static final int WRITER = 24;
  private static final int READERS_SHIFT = 3;
  private static final int REFERENCES = 36;

  private SyncState() {}

  /** The size of an object in bytes. */
  static int size(String kind) {
    return switch (kind) {
      case "semaphore" -> 32;
      case "mutex" -> 40;
      case "condition" -> 48;
      default -> SIZE;
    };
  }

  /**
   * Its properties in words.
   *
   * @param threads describes the thread with an ID
   */
  static List<String> of(String kind, byte[] bytes, IntFunction<String> threads) {
    ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    return switch (kind) {
      case "semaphore" -> semaphore(words);
      case "mutex" -> mutex(words, threads);
      case "rwlock" -> rwlock(words, threads);
      default -> List.of(waiting(words.getInt(REFERENCES) >>> READERS_SHIFT));
    };
  }

  private static String waiting(int count) {
    return count + " waiting";
  }

  private static List<String> semaphore(ByteBuffer words) {
    List<String> state = new ArrayList<>(List.of("value " + words.getInt(0)));
    int waiters = words.getInt(WAITERS_OF_SEMAPHORE);
    if (waiters != 0) {
      state.add(waiting(waiters));
    }
    return state;
  }

  private static List<String> mutex(ByteBuffer words, IntFunction<String> threads) {
    int lock = words.getInt(0);
    int noted = words.getInt(OWNER);
    int kind = words.getInt(KIND);
    boolean isRobust = (kind & ROBUST) != 0;
    List<String> state = new ArrayList<>();
    boolean isInLock = (kind & (ROBUST | INHERITING)) != 0;
    int owner = isInLock ? lock & OWNER_IN_LOCK : noted;
    if (isRobust && noted == NOT_RECOVERABLE) {
      state.add("not recoverable");
    } else if (isInLock && (lock & OWNER_DIED) != 0) {
      state.add("its owner died");
    } else {
      state.add(owner == 0 ? "unlocked" : "held by " + threads.apply(owner));
    }
    if (isRobust) {
      state.add("robust");
    }
    return state;
  }

  private static List<String> rwlock(ByteBuffer words, IntFunction<String> threads) {
    int readers = words.getInt(0);
    int writer = words.getInt(WRITER);
    if (writer != 0) {
      return List.of("held for writing", "by " + threads.apply(writer));
    }
    int reading = (readers & 1) != 0 ? 0 : readers >>> READERS_SHIFT;
    return List.of(reading == 0 ? "unlocked" : "locked by " + Counted.of(reading, "reader"));
  }
}
