package ipcsh.command;

import ipcsh.inspect.HeldLock;
import ipcsh.inspect.Holder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Describes locks on files as text, with this shell's names for processes. */
final class LockWords {
  private static final String UNSEEN = "a process that cannot be seen from here";

  private final String own;
  private final IntFunction<String> names;

  LockWords(IntFunction<String> names) {
    this(ProcessNames.OWN, names);
  }

  /** The same where this shell is called so. */
  LockWords(String own, IntFunction<String> names) {
    this.own = own;
    this.names = names;
  }

  /** The processes that hold one, or wait for it: {@code this shell}, {@code server, c}. */
  String processes(HeldLock lock) {
    String seen =
        holders(lock)
            .map(Holder::pid)
            .distinct()
            .map(names::apply)
            .collect(Collectors.joining(", "));
    int pid = lock.lock().pid();
    return !seen.isEmpty() ? seen : pid > 0 ? names.apply(pid) : UNSEEN;
  }

  /** The holders, this shell first: process IDs start again from the lowest at some time. */
  private Stream<Holder> holders(HeldLock lock) {
    return lock.holders().stream()
        .sorted(Comparator.comparing(holder -> !names.apply(holder.pid()).equals(own)));
  }

  /** The same with the descriptors: {@code fd 3 of this shell}. */
  String descriptors(HeldLock lock) {
    return lock.holders().isEmpty()
        ? processes(lock)
        : holders(lock)
            .map(holder -> "fd " + holder.number() + " of " + names.apply(holder.pid()))
            .collect(Collectors.joining(", "));
  }

  /** One line for each, {@code POSIX WRITE 0-9 this shell}, {@code waits: server}. */
  List<String> lines(List<HeldLock> locks) {
    List<String> lines = new ArrayList<>();
    for (HeldLock lock : locks) {
      lines.add(
          lock.lock().isWaiting()
              ? "waits: " + processes(lock)
              : lock.lock().brief() + "  " + processes(lock));
    }
    return lines;
  }

  /** All in one line: {@code flock WRITE by this shell, server waits}. */
  String inWords(List<HeldLock> locks) {
    StringBuilder out = new StringBuilder();
    for (HeldLock lock : locks) {
      out.append(out.isEmpty() ? "" : lock.lock().isWaiting() ? ", " : "  ");
      out.append(
          lock.lock().isWaiting()
              ? processes(lock) + " waits"
              : lock.lock().brief() + " by " + processes(lock));
    }
    return out.toString();
  }
}
