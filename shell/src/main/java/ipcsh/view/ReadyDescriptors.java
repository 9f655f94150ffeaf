package ipcsh.view;

import ipcsh.handle.Fd;
import ipcsh.handle.SelfPrinting;
import ipcsh.sys.abi.Constants;
import ipcsh.sys.abi.FlagWords;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * Descriptors that are ready, and their events: {@code revents} of {@code poll(2)}. A loop iterates
 * over the descriptors; the events are printed by name: {@code fd 3: POLLIN|POLLHUP}.
 */
public final class ReadyDescriptors extends LinkedHashMap<Fd, Integer> implements SelfPrinting {
  private static final long serialVersionUID = 1;

  /** Names of events; created when the first are printed. */
  private static final class Names {
    static final FlagWords EVENTS = new Constants(List.of()).set("POLL");
  }

  /** The descriptors, for a loop: for an ordinary map Groovy iterates over the entries. */
  public Iterator<Fd> iterator() {
    return keySet().iterator();
  }

  @Override
  public Integer get(Object key) {
    Integer its = super.get(key);
    if (its == null && key instanceof Integer number) {
      for (Map.Entry<Fd, Integer> each : entrySet()) {
        if (each.getKey().getNumber() == number) {
          return each.getValue();
        }
      }
    }
    return its;
  }

  @Override
  public String toString() {
    if (isEmpty()) {
      return "[:]";
    }
    StringJoiner lines = new StringJoiner(", ");
    forEach((fd, events) -> lines.add("fd " + fd.getNumber() + ": " + Names.EVENTS.of(events)));
    return lines.toString();
  }
}
