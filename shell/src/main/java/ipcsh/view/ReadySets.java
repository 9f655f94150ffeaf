package ipcsh.view;

import ipcsh.handle.Fd;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.StringJoiner;

/**
 * What {@code select(2)} gives: under {@code read}, {@code write} and {@code except} the
 * descriptors that are ready. It prints their numbers: {@code read: [fd 3], write: [], except: []}.
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
