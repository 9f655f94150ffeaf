package ipcsh.why;

/** Advice on servers, and on the ends of connections. */
final class SocketAdvice {
  /** What the server must do for a client that waits in its queue. */
  private static final String ACCEPTS = "accepts the connection";

  private SocketAdvice() {}

  /** The reader has both ends of a connection: it has not closed the other one after fork. */
  static String ownPeer(WaitCase it) {
    WaitCondition wait = it.self();
    boolean isOwn =
        !wait.wakers().isEmpty()
            && wait.wakers().stream()
                .allMatch(waker -> waker.pid() == wait.pid() && waker.descriptor() != null);
    return it.isStuck() && isOwn && WaitCase.isForPeer(wait) && WaitCase.reads(wait)
        ? "The reader itself has the only other end ("
            + it.descriptor(wait.wakers().get(0))
            + "): close it after fork in the process that does not use it, so that end of file occurs."
        : null;
  }

  /** It waits for a message at a socket to which none can be sent. */
  static String unnamed(WaitCase it) {
    return "empty, without a name".equals(it.self().state())
        ? "A socket without a name gets no answer: bind it to a name of its own before it sends."
        : null;
  }

  /** Another thread has closed the descriptor of a call. */
  static String closedMeanwhile(WaitCase it) {
    return it.reachable().stream().anyMatch(one -> "closed".equals(one.condition().state()))
        ? "close(2) does not end a call that is blocked in another thread: shutdown(2) of a connection does, and closing the other end."
        : null;
  }

  /** A server that has not accepted a client waits for another client. */
  static String oneAfterTheOther(WaitCase it) {
    WaitCondition client = it.self();
    for (Waker waker : client.wakers()) {
      if (!ACCEPTS.equals(waker.action())) {
        return null;
      }
      String other =
          it.waitsOf(waker.pid())
              .filter(server -> WaitCase.reads(server) || WaitCase.writes(server))
              .flatMap(server -> server.wakers().stream())
              .filter(one -> one.pid() != client.pid() && one.pid() != waker.pid())
              .map(one -> it.context().process(one.pid()))
              .findFirst()
              .orElse(null);
      if (other != null) {
        return it.context().process(waker.pid())
            + " serves one client at a time, now "
            + other
            + ": a process or thread for each client, or poll, would serve both.";
      }
    }
    return null;
  }

  /** The other end of a connection is open in the server, which waits for the next client. */
  static String keptConnection(WaitCase it) {
    WaitCondition client = it.self();
    for (Waker waker : client.wakers()) {
      boolean isAccepting =
          it.waitsOf(waker.pid()).anyMatch(one -> WaitCase.systemCall(one).startsWith("accept"))
              && it.waitsOf(waker.pid()).count() == 1;
      if (!isAccepting || ACCEPTS.equals(waker.action()) || waker.descriptor() == null) {
        return null;
      }
    }
    if (client.wakers().isEmpty() || !WaitCase.reads(client)) {
      return null;
    }
    Waker server = client.wakers().get(0);
    return it.context().process(server.pid())
        + " has the other end ("
        + it.descriptor(server)
        + ") and waits for the next client. If a child served this one, close it in the parent too.";
  }
}
