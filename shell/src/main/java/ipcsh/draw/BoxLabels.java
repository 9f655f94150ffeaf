package ipcsh.draw;

import ipcsh.inspect.IpcObject;
import ipcsh.inspect.KernelObject;
import ipcsh.inspect.ObjectState;
import ipcsh.inspect.OpenFileDescription;
import ipcsh.inspect.PipeObject;
import ipcsh.inspect.QueueObject;
import ipcsh.inspect.SocketObject;
import ipcsh.inspect.SysVKind;
import java.util.ArrayList;
import java.util.List;

/** The contents of the boxes of open file descriptions and kernel objects. */
final class BoxLabels {
  private static final String TO_RECEIVE = " to receive";
  private static final String NEXT = "next datagram ";
  private static final String WAITING = " waiting";

  private BoxLabels() {}

  /**
   * The flags, as many per line as fit, and the offset.
   *
   * @param also other holders, as text, or null
   */
  static List<BoxRow> of(OpenFileDescription file, String also, int room) {
    List<BoxRow> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String flag : ObjectState.flags(file).split("\\|")) {
      if (line.length() > 0 && line.length() + 1 + flag.length() > room) {
        lines.add(BoxRow.plain(line.append('|').toString()));
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : "|").append(flag);
    }
    lines.add(BoxRow.plain(line.toString()));
    if (file.offset() != null) {
      lines.add(BoxRow.plain("offset " + file.offset()));
    }
    if (also != null) {
      lines.add(BoxRow.quiet("also " + also));
    }
    return lines;
  }

  /**
   * The known properties of an object.
   *
   * @param peer the holder of the other end, if that is not drawn; otherwise null
   * @param locks its locks, one line each
   */
  static List<BoxRow> of(KernelObject object, String peer, List<String> locks) {
    List<BoxRow> lines = new ArrayList<>();
    String name = ObjectState.name(object);
    if (name != null) {
      lines.add(new BoxRow(name, ColorRole.STRONG, null));
    }
    for (String part : ObjectState.parts(object)) {
      boolean isQueue =
          part.contains(" of ")
              || part.endsWith(TO_RECEIVE)
              || part.startsWith(NEXT)
              || part.contains(WAITING);
      Double fill = isQueue ? fill(object) : null;
      lines.add(new BoxRow(part, ColorRole.PLAIN, fill));
    }
    locks.forEach(lock -> lines.add(BoxRow.plain(lock)));
    if (peer != null) {
      boolean isAwaited = object instanceof IpcObject ipc && ipc.sysV() != SysVKind.SEGMENT;
      String word = object instanceof SocketObject ? "to " : isAwaited ? "awaited by " : "also ";
      lines.add(BoxRow.quiet(word + peer));
    }
    if (lines.isEmpty()) {
      lines.add(BoxRow.quiet(object instanceof SocketObject ? "not connected" : " "));
    }
    return lines;
  }

  /** The fill level from 0 to 1; null if unknown. */
  static Double fill(KernelObject object) {
    if (object instanceof PipeObject pipe && pipe.bytes() != null) {
      return pipe.isFull()
          ? (Double) 1.0
          : pipe.packets() == 0 ? (Double) share(pipe.bytes(), pipe.capacity()) : null;
    }
    if (object instanceof SocketObject socket) {
      return socket.isListening() && socket.sent() != null
          ? (Double) share(socket.received(), socket.sent())
          : socket.full();
    }
    if (object instanceof QueueObject queue) {
      return share(queue.messages(), queue.room());
    }
    if (object instanceof IpcObject ipc && ipc.room() != null) {
      return share(ipc.bytes(), ipc.room());
    }
    return null;
  }

  private static double share(long part, long whole) {
    return whole <= 0 ? (part == 0 ? 0.0 : 1.0) : Math.min(1.0, (double) part / whole);
  }
}
