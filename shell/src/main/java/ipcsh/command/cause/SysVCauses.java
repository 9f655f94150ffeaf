package ipcsh.command.cause;

import ipcsh.inspect.SysVFacts;
import ipcsh.inspect.SysVKind;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.FailedCall;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.abi.SysVConstants;
import ipcsh.sys.function.SemaphoreSets;
import java.util.List;

/** System V objects: whose they are, what they hold, and the limits of the system. */
final class SysVCauses {
  private static final String LETTERS = "rwxrwxrwx";
  private static final String LIMITS = "/proc/sys/kernel/";
  private static final int SEMMSL = 0;
  private static final int SEMOPM = 2;
  private static final int SEMMNI = 3;
  private static final int TYPE = 1;
  private static final int RECEIVE_FLAGS = 3;

  private final FailureContext scene;
  private final FailedCall call;

  SysVCauses(FailureContext scene) {
    this.scene = scene;
    this.call = scene.call();
  }

  Cause find() {
    SysVKind kind = kind(call.function());
    if (kind == null) {
      return null;
    }
    return call.function().endsWith("get") ? get(kind) : used(kind);
  }

  private static SysVKind kind(String function) {
    return switch (function) {
      case "msgget", "msgsnd", "msgrcv", "msgctl" -> SysVKind.QUEUE;
      case "semget", "semop", "semctl" -> SysVKind.SEMAPHORES;
      case "shmget", "shmat", "shmctl" -> SysVKind.SEGMENT;
      default -> null;
    };
  }

  private Cause get(SysVKind kind) {
    List<SysVFacts> all = SysVFacts.all(scene.sys());
    Object key = call.unshown("key");
    SysVFacts has =
        all.stream()
            .filter(one -> one.kind() == kind && key instanceof Integer k && k != 0)
            .filter(one -> one.key() == (Integer) key)
            .findFirst()
            .orElse(null);
    return switch (call.errno()) {
      case EACCES -> has == null ? null : owned(has);
      case EEXIST ->
          has == null ? null : Cause.of("who").with("id", has.id()).with("owner", user(has.uid()));
      case ENOSPC -> {
        long n = all.stream().filter(one -> one.kind() == kind).count();
        String limit =
            switch (kind) {
              case QUEUE -> number("msgmni", 0);
              case SEMAPHORES -> number("sem", SEMMNI);
              case SEGMENT -> number("shmmni", 0);
            };
        yield limit == null || n < Long.parseLong(limit)
            ? null
            : Cause.of("limit").with("n", n).with("limit", limit);
      }
      case EINVAL -> size(kind, has);
      default -> null;
    };
  }

  private Cause size(SysVKind kind, SysVFacts has) {
    return switch (kind) {
      case QUEUE -> null;
      case SEMAPHORES ->
          has == null
              ? Cause.of("count").with("limit", number("sem", SEMMSL))
              : Cause.of("fewer").with("n", has.number("sem_nsems"));
      case SEGMENT ->
          has == null
              ? Cause.of("size").with("limit", number("shmmax", 0))
              : Cause.of("smaller").with("n", has.number("shm_segsz"));
    };
  }

  private Cause used(SysVKind kind) {
    SysVFacts object = SysVFacts.of(scene.sys(), kind, (int) call.number(0, -1));
    if (call.errno() == Errno.EINVAL && object == null) {
      return Cause.of("gone");
    }
    if (object == null) {
      return null;
    }
    return switch (call.errno()) {
      case EACCES -> owned(object);
      case EPERM ->
          object.uid() == uid() || object.cuid() == uid()
              ? null
              : Cause.of("owner").with("owner", user(object.uid()));
      default ->
          switch (call.function()) {
            case "msgsnd" -> sent(object);
            case "msgrcv" -> received(object);
            case "semop" -> operated(object);
            case "semctl" -> semctl(object);
            case "shmat" -> call.errno() == Errno.EINVAL ? Cause.of("address") : null;
            case "msgctl", "shmctl" -> call.errno() == Errno.EINVAL ? Cause.of("command") : null;
            default -> null;
          };
    };
  }

  private Cause sent(SysVFacts queue) {
    return switch (call.errno()) {
      case EAGAIN ->
          Cause.of("full")
              .with("messages", queue.number("msg_qnum"))
              .with("bytes", queue.number("__msg_cbytes"))
              .with("limit", queue.number("msg_qbytes"));
      case EINVAL ->
          call.number(TYPE, 1) <= 0
              ? Cause.of("type")
              : Cause.of("long").with("n", call.size()).with("limit", number("msgmax", 0));
      default -> null;
    };
  }

  private Cause received(SysVFacts queue) {
    long flags = call.number(RECEIVE_FLAGS, 0);
    return switch (call.errno()) {
      case ENOMSG ->
          queue.number("msg_qnum") == 0
              ? null
              : Cause.of("other").with("messages", queue.number("msg_qnum"));
      case EINVAL -> (flags & SysVConstants.MSG_COPY) == 0 ? null : Cause.of("copy");
      default -> null;
    };
  }

  private Cause operated(SysVFacts set) {
    if (!(call.unshown("operations") instanceof List<?> operations)) {
      return null;
    }
    return switch (call.errno()) {
      case EINVAL -> operations.isEmpty() ? Cause.of("none") : null;
      case E2BIG ->
          Cause.of("limit").with("n", operations.size()).with("limit", number("sem", SEMOPM));
      case EFBIG ->
          operations.stream()
              .map(SemaphoreSets.Operation.class::cast)
              .filter(one -> one.number() >= set.number("sem_nsems"))
              .findFirst()
              .map(
                  one ->
                      Cause.of("count")
                          .with("n", set.number("sem_nsems"))
                          .with("num", one.number()))
              .orElse(null);
      case EAGAIN -> waited(set, operations);
      default -> null;
    };
  }

  /** The first that would wait just now; the values may have changed meanwhile. */
  private Cause waited(SysVFacts set, List<?> operations) {
    try {
      List<Integer> values =
          scene.sys().semaphoreSets().values(set.id(), (int) set.number("sem_nsems"));
      int[] now = values.stream().mapToInt(Integer::intValue).toArray();
      for (Object each : operations) {
        SemaphoreSets.Operation one = (SemaphoreSets.Operation) each;
        int value = now[one.number()];
        if (one.operation() == 0 ? value != 0 : value + one.operation() < 0) {
          return Cause.of("value")
              .with("num", one.number())
              .with("value", value)
              .with("op", one.operation());
        }
        now[one.number()] += one.operation();
      }
      return null;
    } catch (SysException notReadable) {
      return null;
    }
  }

  private Cause semctl(SysVFacts set) {
    long count = set.number("sem_nsems");
    boolean outside = call.number(1, 0) < 0 || call.number(1, 0) >= count;
    return call.errno() == Errno.EINVAL && outside ? Cause.of("number").with("n", count) : null;
  }

  private Cause owned(SysVFacts object) {
    StringBuilder perms = new StringBuilder(LETTERS);
    for (int i = 0; i < LETTERS.length(); i++) {
      if ((object.mode() & 0400 >> i) == 0) {
        perms.setCharAt(i, '-');
      }
    }
    return Cause.of("owner").with("owner", user(object.uid())).with("perms", perms);
  }

  private int uid() {
    String[] status = scene.text("/proc/" + scene.pid() + "/status").split("\nUid:\\s+");
    return status.length < 2 ? -1 : Integer.parseInt(status[1].split("\\s+")[1]);
  }

  /** The name of a user, from the file; one that only a name service knows is a number. */
  private String user(int uid) {
    for (String line : scene.text("/etc/passwd").split("\n")) {
      String[] fields = line.split(":");
      if (fields.length > 2 && fields[2].equals(String.valueOf(uid))) {
        return fields[0];
      }
    }
    return "user " + uid;
  }

  private String number(String file, int place) {
    String[] numbers = scene.text(LIMITS + file).split("\\s+");
    return place < numbers.length && !numbers[place].isEmpty() ? numbers[place] : null;
  }
}
