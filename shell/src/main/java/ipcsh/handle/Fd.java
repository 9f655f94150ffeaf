package ipcsh.handle;

import ipcsh.sys.abi.SocketConstants;
import ipcsh.sys.fork.DrivenProcess;

/**
 * A file descriptor of this shell, or of a child that it has forked: the number, and what the shell
 * remembers of a socket so that it need not ask the kernel at each call. Made and closed by {@link
 * Descriptors} alone; prints as what it is, {@code fd 3 unix dgram bound serv-dom-sock}, and where
 * it is another process's, {@code fd 5 (in child 4711) pipe read end}.
 */
public final class Fd extends Handle implements Descriptor {
  /** The family or type of what is no socket, or was not asked for yet. */
  static final int UNKNOWN = -1;

  private final int number;
  private final Descriptors table;
  private final DrivenProcess home;
  private volatile int domain = UNKNOWN;
  private volatile int type = UNKNOWN;
  private volatile int messageSize = UNKNOWN;
  private volatile CharSequence peer;
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
   * The process that has it: this one, or the child of it in which this is asked, where they have
   * it; else that in which it was opened.
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
   * The address of who connected, for a descriptor that {@code accept} gave; else what {@code
   * getpeername} says, or null where nobody is connected.
   */
  public CharSequence getPeer() {
    return peer != null ? peer : table.description().peer(this);
  }

  /** Whether this handle still stands for an open descriptor, of whichever process. */
  public boolean isOpen() {
    return table.isOpen(this) || table.isElsewhere(this);
  }

  int domain() {
    return domain;
  }

  int type() {
    return type;
  }

  /** Whether it is known to be a stream socket of the internet. */
  public boolean isTcp() {
    boolean internet = domain == SocketConstants.AF_INET || domain == SocketConstants.AF_INET6;
    return internet && type == SocketConstants.SOCK_STREAM;
  }

  /** Remembers what kind of socket this is; the kernel never changes it. */
  public Fd socketOf(int itsDomain, int itsType) {
    domain = itsDomain;
    type = itsType;
    return this;
  }

  /** The size of the longest message of a queue. */
  int messageSize() {
    return messageSize;
  }

  /** Remembers how long a message of this queue may be; the kernel never changes it. */
  public Fd queueOf(int itsMessageSize) {
    messageSize = itsMessageSize;
    return this;
  }

  /** Remembers who connected. */
  public Fd withPeer(CharSequence address) {
    peer = address;
    return this;
  }

  /**
   * Says what is to be done once, right after the shell has closed the descriptor, or another thing
   * has taken its number ({@code dup2}); in place of what was said before.
   */
  public void whenClosed(Runnable action) {
    atClose = action;
  }

  /** Forgets what was remembered: another thing has taken the number. */
  void forget() {
    domain = UNKNOWN;
    type = UNKNOWN;
    messageSize = UNKNOWN;
    peer = null;
    gone();
  }

  /** It stands no more for what it stood for. */
  void gone() {
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
