package ipcsh.view;

import ipcsh.handle.Fd;
import ipcsh.handle.SelfPrinting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.StringJoiner;

/**
 * The result of {@code select(2)}: the ready descriptors under {@code read}, {@code write} and
 * {@code except}. It prints their numbers: {@code read: [fd 3], write: [], except: []}.
 */
public final class ReadySets extends LinkedHashMap<String, List<Fd>> implements SelfPrinting {
  private static final long serialVersionUID = 1;

  @Override
  public String toString() {
    StringJoiner all = new StringJoiner(", ");
    forEach(
        (name, fds) ->
            all.add(name + ": " + fds.stream().map(fd -> "fd " + fd.getNumber()).toList()));
    return all.toString();
  }
}
