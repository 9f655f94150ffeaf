package ipcsh.draw;

import ipcsh.inspect.EpollObject;
import ipcsh.inspect.PipeObject;
import ipcsh.inspect.SocketObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What the signs in a picture mean: those that occur in it. */
final class Legend {
  private Legend() {}

  /**
   * A line for each sign.
   *
   * @param hasRing whether a ring of waits is marked
   */
  static List<String> of(Graph graph, boolean hasRing) {
    List<String> lines = new ArrayList<>();
    boolean isPipe = graph.things.stream().anyMatch(one -> one.object() instanceof PipeObject);
    if (!graph.files.isEmpty()) {
      lines.add("───▶  refers to" + (isPipe ? "; at a pipe the way of the bytes" : ""));
    }
    if (graph.files.stream().anyMatch(file -> file.rows().size() > 1)) {
      lines.add("─┴─▶  several descriptors share one open file description");
    }
    if (graph.links.stream().anyMatch(Graph.Link::both)) {
      lines.add("◀──╮  the two ends of a connection: bytes both ways");
    }
    Set<String> ways = new LinkedHashSet<>();
    for (Graph.Link link : graph.links) {
      boolean isEpoll = graph.things.get(link.from()).object() instanceof EpollObject;
      boolean isListening =
          graph.things.get(link.to().get(0)).object() instanceof SocketObject socket
              && socket.isListening();
      if (!link.both()) {
        ways.add(isEpoll ? "watches" : isListening ? "waits there to be accepted" : "sends to");
      }
    }
    if (!ways.isEmpty()) {
      lines.add("◀──╯  in the direction of the arrow: " + String.join("; ", ways));
    }
    if (graph.things.stream().anyMatch(one -> isInFlight(one))) {
      lines.add("in flight: in a message not yet received, open in no process");
    }
    if (graph.rows.stream().anyMatch(Graph.Row::waits)) {
      lines.add("■     a call that is blocked");
    }
    if (hasRing) {
      lines.add(GraphLayout.RING + "     one that is part of a ring of waits");
    }
    return lines;
  }

  private static boolean isInFlight(Graph.Thing one) {
    return one.object() instanceof SocketObject socket && socket.inFlight() > 0;
  }
}
