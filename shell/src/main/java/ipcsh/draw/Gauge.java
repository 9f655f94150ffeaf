package ipcsh.draw;

import ipcsh.inspect.DescriptorSnapshot;
import ipcsh.inspect.Holder;
import ipcsh.inspect.KernelObject;
import ipcsh.inspect.PipeObject;
import ipcsh.inspect.ProcessSnapshot;
import ipcsh.inspect.QueueObject;
import ipcsh.inspect.SocketObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A small status display for one object or thread.
 *
 * @param of what it is about: {@code 3 r}, {@code bg 1}
 * @param fill the fill level from 0 to 1; null for a blocked thread, and if unknown
 * @param text the number of bytes, of the next datagram if only that is known, or the call that is
 *     blocked
 */
public record Gauge(String of, Double fill, String text) {
  /** The width of a bar between its ends. */
  private static final int BAR = 5;

  /**
   * The gauges of all pipes and queues, and of sockets that are not empty, named by the descriptor
   * from which they are read.
   *
   * @param variables the names of the variables that hold descriptors
   */
  public static List<Gauge> of(
      Collection<ProcessSnapshot> processes, Map<Holder, String> variables) {
    Map<String, DescriptorSnapshot> readers = new LinkedHashMap<>();
    for (ProcessSnapshot process : processes) {
      for (DescriptorSnapshot one : process.descriptors()) {
        DescriptorSnapshot before = readers.get(one.file().object().id());
        if (before == null || !before.file().reads() && one.file().reads()) {
          readers.put(one.file().object().id(), one);
        }
      }
    }
    List<Gauge> gauges = new ArrayList<>();
    readers.values().stream()
        .sorted((a, b) -> Integer.compare(a.number(), b.number()))
        .forEach(one -> add(gauges, name(one, variables), one.file().object()));
    return gauges;
  }

  private static String name(DescriptorSnapshot one, Map<Holder, String> variables) {
    return (one.number() + " " + variables.getOrDefault(one.holder(), "")).strip();
  }

  private static void add(List<Gauge> gauges, String of, KernelObject object) {
    if (object instanceof PipeObject pipe && pipe.bytes() != null) {
      gauges.add(new Gauge(of, BoxLabels.fill(pipe), "" + pipe.bytes()));
    } else if (object instanceof SocketObject socket) {
      String what = inQueue(socket);
      if (what != null) {
        gauges.add(new Gauge(of, BoxLabels.fill(socket), what));
      }
    } else if (object instanceof QueueObject queue) {
      gauges.add(new Gauge(of, BoxLabels.fill(queue), "" + queue.messages()));
    }
  }

  /** The number of bytes waiting to be received, or null. */
  private static String inQueue(SocketObject socket) {
    if (socket.next() != null) {
      return "next " + socket.next();
    }
    if (socket.received() == null || socket.received() == 0) {
      return null;
    }
    return socket.isListening() ? socket.received() + " waiting" : "" + socket.received();
  }

  /** Whether it is a blocked thread. */
  public boolean waits() {
    return fill == null && text.contains("(");
  }

  /** {@code 3▕██▌ ▏20000}, {@code ■ bg 1 read(6, ...)}. */
  public String inWords() {
    if (waits()) {
      return "■ " + of + " " + text;
    }
    return of + (fill == null ? " " : TextRenderer.bar(fill, BAR)) + text;
  }
}
