package ipcsh.handle;

import ipcsh.sys.abi.SocketAddress;
import ipcsh.sys.abi.SocketConstants;
import ipcsh.sys.fork.DrivenProcess;

/**
 * A file descriptor of this shell, or of a child that it has forked: the number, and cached
 * properties of a socket, to avoid a query at each call. Created and closed only by {@link
 * Descriptors}; prints as {@code fd 3 unix dgram bound serv-dom-sock}, or, in another process,
 * {@code fd 5 (in child 4711) pipe read end}.
 */
public final class Fd extends Handle implements Descriptor {
  /** The domain or type of a descriptor that is not a socket, or was not queried yet. */
  static final int UNKNOWN = -1;

  private final int number;
  private final Descriptors table;
  private final DrivenProcess home;
  private volatile int domain = UNKNOWN;
  private volatile int type = UNKNOWN;
  private volatile int messageSize = UNKNOWN;
  private volatile SocketAddress peer;
  private volatile Runnable atClose;

  Fd(int number, DrivenProcess home, Descriptors table, MethodFallback methods) {
    super(methods);
    this.number = number;
    this.home = home;
    this.table = table;
  }

  /** The process in which it was opened. */
  DrivenProcess home() {
    return home;
  }

  /**
   * The process that has it open: the current one, if it has it; otherwise the one in which it was
   * opened.
   */
  @Override
  public int getPid() {
    return table.place(this).pid();
  }

  /** The number, as in a C program. */
  @Override
  public int getNumber() {
    return number;
  }

  /**
   * The address of the peer: for a descriptor returned by {@code accept}, the one that it returned;
   * otherwise the result of {@code getpeername}, or null if there is no peer.
   */
  public CharSequence getPeer() {
    SocketAddress known = peer;
    return known != null ? Address.of(known) : table.description().peer(this);
  }

  /** Whether this handle still refers to an open descriptor, in any process. */
  public boolean isOpen() {
    return table.isOpen(this) || table.isElsewhere(this);
  }

  int domain() {
    return domain;
  }

  int type() {
    return type;
  }

  /** Whether it is known to be an internet stream socket. */
  public boolean isTcp() {
    boolean internet = domain == SocketConstants.AF_INET || domain == SocketConstants.AF_INET6;
    return internet && type == SocketConstants.SOCK_STREAM;
  }

  /** Caches the domain and type of this socket, which never change. */
  public Fd socketOf(int itsDomain, int itsType) {
    domain = itsDomain;
    type = itsType;
    return this;
  }

  /** The maximum message size of a queue. */
  int messageSize() {
    return messageSize;
  }

  /** Caches the maximum message size of this queue, which never changes. */
  public Fd queueOf(int itsMessageSize) {
    messageSize = itsMessageSize;
    return this;
  }

  /** Caches the peer's address. */
  public Fd withPeer(SocketAddress address) {
    peer = address;
    return this;
  }

  /**
   * Sets an action to be run once, right after the shell has closed the descriptor, or its number
   * has been reused ({@code dup2}); replaces the previous action.
   */
  public void whenClosed(Runnable action) {
    atClose = action;
  }

  /** Clears the cache, because the number refers to something else now. */
  void forget() {
    domain = UNKNOWN;
    type = UNKNOWN;
    messageSize = UNKNOWN;
    peer = null;
    runCloseAction();
  }

  /** Called when it no longer refers to its open file description. */
  void runCloseAction() {
    Runnable action = atClose;
    if (action != null) {
      atClose = null;
      action.run();
    }
  }

  @Override
  public String toString() {
    return table.description().of(this);
  }
}
