package ipcsh.findings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Names that the program made, used, and left behind at its normal end: socket files, FIFOs, shared
 * memory, semaphores, queues, objects of System V. A program that only makes a name makes it for
 * others. Names that are not there any more are not told.
 */
final class NameRule implements FindingRule {
  private static final String SHARED = "/dev/shm/";
  private static final String SEMAPHORE = SHARED + "sem.";

  private final NamesNow now;

  NameRule(NamesNow now) {
    this.now = now;
  }

  /** A name: what made it, what removes it. */
  private record Name(String kind, String name, ReviewedCall made, String remove) {}

  @Override
  public void examine(DescriptorHistory run, Consumer<Finding> found) {
    if (!run.isEnded()) {
      return;
    }
    Map<String, Name> names = new LinkedHashMap<>();
    Map<String, ReviewedCall> opened = new HashMap<>();
    for (ReviewedCall each : inOrder(run)) {
      if (each.succeeded()) {
        remove(names, each);
        Name made = made(each, opened);
        if (made != null) {
          names.put(made.kind + " " + made.name, made);
        }
      }
    }
    for (Name each : names.values()) {
      if (each.made.process().exitedWith(0)
          && isUsed(run, each)
          && now.isThere(each.kind, each.name)) {
        found.accept(
            new Finding(
                "left behind",
                each.made,
                each.kind + " " + shown(each.name) + " still exists after the program has ended",
                each.remove));
      }
    }
  }

  private static List<ReviewedCall> inOrder(DescriptorHistory run) {
    List<ReviewedCall> all = new ArrayList<>();
    run.processes().forEach(each -> all.addAll(each.calls()));
    all.sort((a, b) -> Long.compare(a.began(), b.began()));
    return all;
  }

  private static String shown(String name) {
    return name.startsWith(SEMAPHORE)
        ? "/" + name.substring(SEMAPHORE.length())
        : name.startsWith(SHARED) ? "/" + name.substring(SHARED.length()) : name;
  }

  private Name made(ReviewedCall call, Map<String, ReviewedCall> opened) {
    switch (call.name()) {
      case "bind" -> {
        String name = BoundNames.path(call);
        return name == null ? null : new Name("the socket", name, call, "unlink() it at the end");
      }
      case "mknod", "mknodat" -> {
        int path = call.name().equals("mknod") ? 0 : 1;
        return call.mentions(path + 1, "S_IFIFO")
            ? new Name(
                "the FIFO", WorkingDirectories.path(call, path), call, "unlink() it at the end")
            : null;
      }
      case "link", "linkat" -> {
        String to = call.string(call.name().equals("link") ? 1 : 3);
        return to != null && to.startsWith(SEMAPHORE)
            ? new Name("the semaphore", to, call, "sem_unlink() it when the last user is done")
            : null;
      }
      case "openat" -> {
        String path = call.string(1);
        boolean isMemory = path != null && path.startsWith(SHARED) && !path.startsWith(SEMAPHORE);
        if (isMemory && call.mentions(2, "O_EXCL")) {
          return memory(path, call);
        }
        if (isMemory && call.mentions(2, "O_CREAT")) {
          opened.put(path, call);
        }
        return null;
      }
      case "ftruncate" -> {
        // who sets the size has made it
        ReviewedCall opener = call.first() == null ? null : call.first().description().opener();
        String path = opener == null ? null : opener.string(1);
        return path != null && opened.remove(path) != null ? memory(path, opener) : null;
      }
      case "mq_open" -> {
        return call.mentions(1, "O_CREAT")
            ? new Name("the queue", "/" + call.string(0), call, "mq_unlink() it at the end")
            : null;
      }
      case "msgget" -> {
        return systemV("the System V queue", call, 1, "msgctl(id, IPC_RMID, NULL) at the end");
      }
      case "semget" -> {
        return systemV("the System V semaphore set", call, 2, "semctl(id, 0, IPC_RMID) at the end");
      }
      case "shmget" -> {
        return systemV(
            "the System V segment",
            call,
            2,
            "shmctl(id, IPC_RMID, NULL) when all have attached it");
      }
      default -> {
        return null;
      }
    }
  }

  private static Name memory(String path, ReviewedCall call) {
    return new Name("the shared memory", path, call, "shm_unlink() it when all have mapped it");
  }

  /** An object that this call certainly made. */
  private Name systemV(String kind, ReviewedCall call, int flags, String remove) {
    String id = call.result().toString();
    boolean isNew =
        call.argument(0).startsWith("IPC_PRIVATE")
            || call.mentions(flags, "IPC_EXCL")
            || call.mentions(flags, "IPC_CREAT") && now.isNew(kind, id);
    return isNew ? new Name(kind, id, call, remove) : null;
  }

  private static void remove(Map<String, Name> names, ReviewedCall call) {
    switch (call.name()) {
      case "unlink", "rename", "remove" -> removed(names, call.string(0));
      case "unlinkat", "renameat", "renameat2" -> removed(names, call.string(1));
      case "mq_unlink" -> names.remove("the queue /" + call.string(0));
      case "msgctl" -> removed(names, call, 1, "the System V queue ");
      case "semctl" -> removed(names, call, 2, "the System V semaphore set ");
      case "shmctl" -> removed(names, call, 1, "the System V segment ");
      default -> {}
    }
  }

  private static void removed(Map<String, Name> names, ReviewedCall call, int index, String kind) {
    if (call.mentions(index, "IPC_RMID")) {
      names.remove(kind + call.argument(0));
    }
  }

  /** A name is removed by its last part: it may be another path to the same directory. */
  private static void removed(Map<String, Name> names, String path) {
    if (path != null) {
      String last = path.substring(path.lastIndexOf('/') + 1);
      names
          .values()
          .removeIf(each -> each.name.substring(each.name.lastIndexOf('/') + 1).equals(last));
    }
  }

  private static boolean isUsed(DescriptorHistory run, Name name) {
    return switch (name.kind) {
      case "the semaphore" -> true;
      case "the socket" ->
          name.made.first() != null
              && name.made.first().description().uses().stream()
                  .anyMatch(
                      each ->
                          each.reads()
                              || each.writes()
                              || each.name().equals("listen")
                              || each.name().equals("connect"));
      case "the FIFO" -> isCalled(run, Set.of("openat", "open"), name);
      case "the shared memory" -> isCalled(run, Set.of("mmap"), name);
      case "the queue" -> isCalled(run, Set.of("mq_timedreceive"), name);
      case "the System V queue" -> isCalled(run, Set.of("msgrcv"), name);
      case "the System V semaphore set" -> isCalled(run, Set.of("semop", "semtimedop"), name);
      default -> isCalled(run, Set.of("shmat"), name);
    };
  }

  private static boolean isCalled(DescriptorHistory run, Set<String> calls, Name name) {
    String last = name.name.substring(name.name.lastIndexOf('/') + 1);
    for (ReviewedProcess process : run.processes()) {
      for (ReviewedCall each : process.calls()) {
        if (calls.contains(each.name())
            && each.succeeded()
            && (each.argument(0).equals(last)
                || each.arguments().stream().anyMatch(text -> text.contains(last + ">"))
                || last.equals(lastPart(each.string(1)))
                || last.equals(lastPart(each.string(0))))) {
          return true;
        }
      }
    }
    return false;
  }

  private static String lastPart(String path) {
    return path == null ? null : path.substring(path.lastIndexOf('/') + 1);
  }
}
