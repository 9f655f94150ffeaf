package ipcsh.sys.function;

import ipcsh.sys.abi.Arena;
import ipcsh.sys.abi.FailedCall;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.NativeMemory;
import ipcsh.sys.abi.QueueConstants;
import ipcsh.sys.abi.SystemCallNumbers;
import ipcsh.sys.invoke.NativeFunction;
import ipcsh.sys.invoke.SyscallInvoker;
import ipcsh.sys.text.Octal;

/**
 * POSIX message queues, {@code mq_overview(7)}; on Linux a queue is a descriptor. The timed
 * functions are called without a timeout, as the C library does for those that have none.
 */
public final class MessageQueues extends Functions {
  /** The size of {@code struct mq_attr}: four longs, and four unused ones. */
  public static final int ATTRIBUTES_SIZE = 64;

  public static final int MQ_FLAGS = 0;
  public static final int MQ_MAXMSG = 8;
  public static final int MQ_MSGSIZE = 16;
  public static final int MQ_CURMSGS = 24;

  /** The size of {@code struct sigevent}, and the offsets of its fields. */
  public static final int EVENT_SIZE = 64;

  public static final int SIGEV_VALUE = 0;
  public static final int SIGEV_SIGNO = 8;
  public static final int SIGEV_NOTIFY = 12;

  private static final NativeFunction OPEN = NativeFunction.of("mq_open", "mqname O_ mode mqattr");
  private static final NativeFunction UNLINK = NativeFunction.of("mq_unlink", "mqname");
  private static final NativeFunction SEND =
      NativeFunction.of("mq_timedsend", "fd in size long timespec").as("mq_send").blocking();
  private static final NativeFunction RECEIVE =
      NativeFunction.of("mq_timedreceive", "fd out size outint timespec")
          .as("mq_receive")
          .wide()
          .blocking();
  private static final NativeFunction GETATTR =
      NativeFunction.of("mq_setattr", "fd mqattr outmqattr")
          .shownAs("mq_getsetattr")
          .as("mq_getattr");
  private static final NativeFunction SETATTR =
      NativeFunction.of("mq_setattr", "fd mqattr outmqattr")
          .shownAs("mq_getsetattr")
          .as("mq_setattr");
  private static final NativeFunction NOTIFY = NativeFunction.of("mq_notify", "fd sigevent");

  public static final int FSOPEN_CLOEXEC = 1;
  public static final int FSMOUNT_CLOEXEC = 1;
  public static final int FSCONFIG_CMD_CREATE = 6;

  private static final NativeFunction FSOPEN =
      NativeFunction.of("syscall", "long path int").shownAs("fsopen").silent();
  private static final NativeFunction FSCONFIG =
      NativeFunction.of("syscall", "long fd int ptr ptr int").shownAs("fsconfig").silent();
  private static final NativeFunction FSMOUNT =
      NativeFunction.of("syscall", "long fd int int").shownAs("fsmount").silent();
  private static final NativeFunction CLOSE = NativeFunction.of("close", "fd").silent();

  /**
   * {@code struct mq_attr}, see {@code mq_getattr(3)}.
   *
   * @param flags of the open file description: O_NONBLOCK, or nothing
   * @param maxmsg the maximum number of messages
   * @param msgsize the maximum size of a message, in bytes
   * @param curmsgs the current number of messages
   */
  public record Attributes(long flags, long maxmsg, long msgsize, long curmsgs) {}

  /** A received message, and its priority. */
  public record Received(byte[] data, int priority) {}

  public MessageQueues(SyscallInvoker invoker) {
    super(invoker);
  }

  /**
   * {@code mq_open(3)}.
   *
   * @param maxmsg the maximum number of messages in a new queue
   * @param msgsize their maximum size
   */
  public int open(String name, int flags, int mode, long maxmsg, long msgsize) {
    Arena arena = fresh();
    boolean makes = (flags & FileConstants.O_CREAT) != 0;
    long word = arena.string(name).address();
    long attributes =
        makes
            ? arena
                .take(ATTRIBUTES_SIZE)
                .zero()
                .putLong(MQ_MAXMSG, maxmsg)
                .putLong(MQ_MSGSIZE, msgsize)
                .address()
            : 0;
    int queue = (int) invoker.call(OPEN, word, flags, makes ? mode : 0, attributes, 0, 0);
    if (queue == -1) {
      throw failure(
          "mq_open",
          name,
          flags("O_", flags),
          makes ? Octal.of(mode) : NOTHING,
          makes ? word("{" + maxmsg + ", " + msgsize + "}") : NOTHING,
          new FailedCall.Unshown("maxmsg", maxmsg),
          new FailedCall.Unshown("msgsize", msgsize));
    }
    return queue;
  }

  /** {@code mq_unlink(3)}. */
  public int unlink(String name) {
    long word = fresh().string(name).address();
    return check(invoker.call(UNLINK, word, 0, 0, 0, 0, 0), "mq_unlink", name, NOTHING);
  }

  /** {@code mq_send(3)}. */
  public int send(int queue, byte[] data, int priority) {
    NativeMemory buffer = fresh().store(data);
    long prio = Integer.toUnsignedLong(priority);
    if (invoker.call(SEND, queue, buffer.address(), data.length, prio, 0, 0) == -1) {
      throw failure("mq_send", queue, data, prio == 0 ? NOTHING : prio);
    }
    return 0;
  }

  /** {@code mq_receive(3)}: the oldest of the messages with the highest priority. */
  public Received receive(int queue, int n) {
    Arena arena = fresh();
    NativeMemory priority = arena.take(Integer.BYTES).putInt(0, 0);
    NativeMemory buffer = arena.take(n);
    long got = invoker.call(RECEIVE, queue, buffer.address(), n, priority.address(), 0, 0);
    if (got == -1) {
      throw failure("mq_receive", queue, n);
    }
    return new Received(buffer.get(0, (int) Math.min(got, invoker.room(n))), priority.getInt(0));
  }

  /** {@code mq_getattr(3)}. */
  public Attributes getattr(int queue) {
    NativeMemory attributes = fresh().take(ATTRIBUTES_SIZE).zero();
    check(
        invoker.call(GETATTR, queue, 0, attributes.address(), 0, 0, 0),
        "mq_getattr",
        queue,
        NOTHING);
    return read(attributes);
  }

  /** {@code mq_setattr(3)}: returns the previous attributes. */
  public Attributes setattr(int queue, int flags) {
    Arena arena = fresh();
    NativeMemory wanted = arena.take(ATTRIBUTES_SIZE).zero().putLong(MQ_FLAGS, flags);
    NativeMemory before = arena.take(ATTRIBUTES_SIZE).zero();
    check(
        invoker.call(SETATTR, queue, wanted.address(), before.address(), 0, 0, 0),
        "mq_setattr",
        queue,
        constant("O_", flags));
    return read(before);
  }

  private static Attributes read(NativeMemory at) {
    return new Attributes(
        at.getLong(MQ_FLAGS),
        at.getLong(MQ_MAXMSG),
        at.getLong(MQ_MSGSIZE),
        at.getLong(MQ_CURMSGS));
  }

  /**
   * Mounts the directory of all queues, only for the returned descriptor and not in the file system
   * ({@code fsmount(2)}): invisible to other processes, and unmounted when the descriptor is
   * closed, which the caller owns. Requires privileges.
   */
  public int directory() {
    long type = fresh().string("mqueue").address();
    int made = (int) invoker.call(FSOPEN, SystemCallNumbers.FSOPEN, type, FSOPEN_CLOEXEC, 0, 0, 0);
    if (made == -1) {
      throw failure("fsopen", "mqueue");
    }
    try {
      if (invoker.call(FSCONFIG, SystemCallNumbers.FSCONFIG, made, FSCONFIG_CMD_CREATE, 0, 0, 0)
          == -1) {
        throw failure("fsconfig", made);
      }
      int directory =
          (int) invoker.call(FSMOUNT, SystemCallNumbers.FSMOUNT, made, FSMOUNT_CLOEXEC, 0, 0, 0);
      if (directory == -1) {
        throw failure("fsmount", made);
      }
      return directory;
    } finally {
      invoker.call(CLOSE, made, 0, 0, 0, 0, 0);
    }
  }

  /**
   * {@code mq_notify(3)}: a signal to this process when a message arrives in the empty queue.
   *
   * @param value what the signal carries
   */
  public int notifyBySignal(int queue, int signal, int value) {
    NativeMemory event =
        fresh()
            .take(EVENT_SIZE)
            .zero()
            .putInt(SIGEV_VALUE, value)
            .putInt(SIGEV_SIGNO, signal)
            .putInt(SIGEV_NOTIFY, QueueConstants.SIGEV_SIGNAL);
    return check(
        invoker.call(NOTIFY, queue, event.address(), 0, 0, 0, 0),
        "mq_notify",
        queue,
        value == 0 ? constant("SIG", signal) : word("{ ... }"));
  }

  /** {@code mq_notify(3)} with a null pointer: removes the registration of this process. */
  public int notifyNoMore(int queue) {
    return check(invoker.call(NOTIFY, queue, 0, 0, 0, 0, 0), "mq_notify", queue, word("NULL"));
  }
}
