package ipcsh.view;

import ipcsh.handle.Fd;
import ipcsh.handle.SelfPrinting;
import ipcsh.sys.abi.Constants;
import ipcsh.sys.abi.EpollEvent;
import ipcsh.sys.abi.FlagWords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.StringJoiner;

/**
 * The result of {@code epoll_wait(2)}: a list of maps with {@code data} and {@code events}. The
 * events are printed by name: {@code fd 4: EPOLLIN|EPOLLHUP}.
 */
public final class ReadyEvents extends ArrayList<ReadyEvents.Event> implements SelfPrinting {
  private static final long serialVersionUID = 1;

  /** Names of events; created when the first are printed. */
  private static final class Names {
    static final FlagWords EVENTS = new Constants(List.of()).set(EpollEvent.FAMILY);
  }

  /** An event: the data given for the descriptor, and the events that occurred. */
  public static final class Event extends LinkedHashMap<String, Object> implements SelfPrinting {
    private static final long serialVersionUID = 1;

    public Event(Object data, int events) {
      put("data", data);
      put("events", events);
    }

    @Override
    public String toString() {
      Object data = get("data");
      String what = data instanceof Fd fd ? "fd " + fd.getNumber() : String.valueOf(data);
      Object events = get("events");
      return what
          + ": "
          + (events instanceof Integer bits ? Names.EVENTS.of(bits) : String.valueOf(events));
    }
  }

  @Override
  public String toString() {
    if (isEmpty()) {
      return "[]";
    }
    StringJoiner all = new StringJoiner(", ");
    forEach(event -> all.add(event.toString()));
    return all.toString();
  }
}
