package ipcsh.why;

import ipcsh.inspect.Holder;
import ipcsh.inspect.SocketIndex;
import ipcsh.inspect.SocketObject;
import ipcsh.inspect.ThreadSnapshot;
import ipcsh.sys.abi.FileStatus;
import ipcsh.sys.abi.SocketAddress;
import ipcsh.sys.abi.SocketConstants;
import java.util.ArrayList;
import java.util.List;

/** Accepts without a connection, connects to a full backlog. */
final class ConnectionWaits implements WaitSource {
  private static final int FAMILY = 2;

  @Override
  public WaitCondition of(ThreadSnapshot thread, WaitContext context) {
    if (thread.call().startsWith("accept")) {
      return toAccept(thread, context);
    }
    return thread.call().equals("connect") ? toConnect(thread, context) : null;
  }

  private static WaitCondition toAccept(ThreadSnapshot thread, WaitContext context) {
    Holder fd = new Holder(thread.pid(), thread.number(0));
    String link = context.descriptors().link(fd);
    SocketObject socket = SocketIndex.isSocket(link) ? context.sockets().get(link) : null;
    String call = "accept(" + fd.number() + ")";
    return socket == null
        ? WaitCondition.unknown(thread, call, "on which address it listens")
        : toAccept(thread, call, socket, context)
            .within(context.socketTimeout(fd, SocketConstants.SO_RCVTIMEO));
  }

  /** The wait for a client; also in a poll. */
  static WaitCondition toAccept(
      ThreadSnapshot thread, String call, SocketObject socket, WaitContext context) {
    String name = socket.name() == null ? "its address" : socket.name();
    WaitCondition wait =
        WaitCondition.of(thread, call, "a client that connects to " + name)
            .on(socket.id(), "the backlog of " + name, "empty");
    return isReachable(socket, thread.pid(), context)
        ? wait.fromOutside("a client that connects to " + name)
        : wait.on(wait.object(), wait.what(), "empty, and its path was removed");
  }

  /**
   * Whether a process that comes later can reach a socket by its name: the path of a UNIX domain
   * socket may have been removed.
   */
  static boolean isReachable(SocketObject socket, int pid, WaitContext context) {
    String name = socket.name();
    boolean isPath = socket.family().equals("unix") && name != null && name.startsWith("/");
    return !isPath || context.status(WaitContext.path(pid, name)) != null;
  }

  private static WaitCondition toConnect(ThreadSnapshot thread, WaitContext context) {
    Holder fd = new Holder(thread.pid(), thread.number(0));
    String call = "connect(" + fd.number() + ")";
    SocketAddress to = address(thread.pid(), thread.argument(1), thread.number(2), context);
    if (to == null) {
      return WaitCondition.unknown(thread, call, "to which address it connects");
    }
    WaitCondition wait =
        WaitCondition.of(thread, call, "room in the backlog of " + to + ", which is full")
            .on(to.toString(), "the backlog of " + to, "full")
            .within(context.socketTimeout(fd, SocketConstants.SO_SNDTIMEO));
    List<SocketObject> listeners =
        named(to, thread.pid(), context).stream().filter(SocketObject::isListening).toList();
    List<Waker> wakers = new ArrayList<>();
    listeners.forEach(
        one ->
            wakers.addAll(context.wakers(context.socketHolders(one.inode()), "accepts from it")));
    if (to.family() == SocketConstants.AF_UNIX) {
      return context.completed(wait.endedBy(wakers), "the listening socket");
    }
    // TCP repeats its SYN several times and gives up then
    WaitCondition connecting =
        wakers.isEmpty()
            ? WaitCondition.of(thread, call, "an answer from " + to)
                .on(to.toString(), to.toString(), "no answer")
                .fromOutside(to.toString())
            : wait.endedBy(wakers);
    return connecting.within(0.0);
  }

  /**
   * The sockets with this address, as a process means it, or for TCP with any address and this
   * port. A path is that of a file: others may have bound the same relative path elsewhere.
   */
  static List<SocketObject> named(SocketAddress to, int pid, WaitContext context) {
    String text = to.toString();
    if (to.family() == SocketConstants.AF_UNIX) {
      FileStatus file = text.startsWith("@") ? null : context.status(WaitContext.path(pid, text));
      return file == null ? context.sockets().named("unix", text) : context.boundTo(file.id());
    }
    String family = to.family() == SocketConstants.AF_INET ? "inet" : "inet6";
    List<SocketObject> found = new ArrayList<>(context.sockets().named(family, text));
    String port = text.substring(text.lastIndexOf(':'));
    if (found.isEmpty() && InternetPeer.isLocal(text)) {
      found.addAll(context.sockets().named("inet", "0.0.0.0" + port));
      found.addAll(context.sockets().named("inet6", "[::]" + port));
    }
    return found;
  }

  /** An address in the memory of a process; null if it cannot be read. */
  static SocketAddress address(int pid, long address, int length, WaitContext context) {
    if (address == 0 || length < FAMILY || length > SocketAddress.STORAGE) {
      return null;
    }
    byte[] bytes = context.memory(pid, address, length);
    return bytes == null ? null : SocketAddress.of(bytes);
  }
}
