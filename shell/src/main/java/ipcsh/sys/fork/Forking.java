package ipcsh.sys.fork;

import ipcsh.sys.abi.Arena;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.InternalDescriptorRange;
import ipcsh.sys.abi.MessageLayout;
import ipcsh.sys.abi.NativeMemory;
import ipcsh.sys.abi.ProcessConstants;
import ipcsh.sys.abi.SocketConstants;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.function.Files;
import ipcsh.sys.invoke.BlockedCall;
import ipcsh.sys.invoke.LocalInvoker;
import ipcsh.sys.invoke.MachineCode;
import ipcsh.sys.invoke.NativeFunction;
import ipcsh.sys.invoke.OwnInvoker;
import ipcsh.sys.invoke.SignalTable;
import ipcsh.sys.invoke.SyscallInvoker;
import java.nio.charset.StandardCharsets;

/**
 * Creates driven children, one at a time. A child of this process is forked by our machine code on
 * the calling thread; a grandchild by the same code, called in its parent. A new child is
 * initialized by {@link ChildSetup}.
 */
public final class Forking {
  public static final int SIGSET_SIZE = 128;

  private static final int SOCK_SEQPACKET_CLOEXEC =
      SocketConstants.SOCK_SEQPACKET | SocketConstants.SOCK_CLOEXEC;

  private static final NativeFunction FORK_AND_SERVE =
      NativeFunction.of(MachineCode.Entry.FORK_AND_SERVE);
  private static final NativeFunction SOCKETPAIR = NativeFunction.of("socketpair", "");
  private static final NativeFunction PIPE2 = NativeFunction.of("pipe2", "");
  private static final NativeFunction SIGMASK =
      NativeFunction.of("pthread_sigmask", "").givingError();
  private static final NativeFunction SENDMSG = NativeFunction.of("sendmsg", "").wide();
  private static final NativeFunction RECVMSG = NativeFunction.of("recvmsg", "").wide();
  private static final NativeFunction WAIT4 = NativeFunction.of("wait4", "");
  private static final NativeFunction GETPID = NativeFunction.of("getpid", "");
  static final NativeFunction FCNTL = NativeFunction.of("fcntl", "");
  static final NativeFunction CLOSE = NativeFunction.of("close", "");

  /** The size of the buffer for a process's status. */
  private static final int STATUS = 1 << 14;

  private final SharedPool pool = new SharedPool();
  private final SyscallInvoker own = new LocalInvoker(new Arena(), null);
  private final long handled;

  /**
   * The read end of a pipe to which nothing is written. Its write end is closed when this process
   * ends, in whatever way.
   */
  private int lifeline = -1;

  /**
   * Creates children in which the signal {@code interrupt} keeps its handler.
   *
   * @param files the functions of the calling thread, in this process
   */
  public Forking(int interrupt, Files files) {
    handled = handledSignals(files) & ~(1L << interrupt - 1);
  }

  /** The signals that have a non-default action in this process, one bit each. */
  private static long handledSignals(Files files) {
    int status = files.open("/proc/self/status", FileConstants.O_RDONLY, 0);
    try {
      long handled = 0;
      String text = new String(files.read(status, STATUS), StandardCharsets.ISO_8859_1);
      for (String line : text.split("\n")) {
        if (line.startsWith("SigCgt:") || line.startsWith("SigIgn:")) {
          handled |= Long.parseUnsignedLong(line.substring(line.indexOf(':') + 1).strip(), 16);
        }
      }
      return handled;
    } finally {
      files.close(status);
    }
  }

  /**
   * Those that the child is to leave to the default: the blocks of the session cannot run there.
   * What the session ignores, the child ignores.
   */
  private long changed() {
    SignalTable table = SignalTable.ifUsed();
    return table == null ? handled : (handled | table.changed()) & ~table.ignored();
  }

  /** The mask of a child, which its child inherits. */
  private static long mask(SyscallInvoker invoker) {
    NativeMemory mask = invoker.arena().clear().take(SIGSET_SIZE).zero();
    invoker.call(SIGMASK, ProcessConstants.SIG_BLOCK, 0, mask.address(), 0, 0, 0);
    return mask.getLong(0);
  }

  /** Forks {@code parent}, to which this invoker belongs; the child keeps these descriptors. */
  public synchronized DrivenProcess fork(
      DrivenProcess parent, SyscallInvoker invoker, BlockedCall state, int[] keep) {
    if (lifeline == -1) {
      lifeline = pair(PIPE2, FileConstants.O_CLOEXEC)[0];
    }
    DrivenProcess child = connected(parent, invoker, state);
    try {
      long signals = parent.isShell() ? changed() : 0;
      long mask = parent.isShell() ? SignalTable.inherited() : mask(invoker);
      int inherited = parent.isShell() ? lifeline : parent.control().itsLifeline();
      // Ctrl-C waits: some of what it does may fail, and would swallow it
      SyscallInvoker childs = new OwnInvoker(new ChildInvoker(child, state), state);
      new ChildSetup(child, childs).take(keep, signals, inherited, mask);
      return child;
    } catch (RuntimeException e) {
      child.release();
      SyscallInvoker parents = parent.isShell() ? own : invoker;
      parents.call(WAIT4, child.pid(), 0, 0, 0, 0, 0);
      throw e;
    }
  }

  /** A new child, whose end of the socket is not open in any other process. */
  private DrivenProcess connected(DrivenProcess parent, SyscallInvoker invoker, BlockedCall state) {
    int[] ends = sockets();
    ChildControl control = null;
    try {
      control = new ChildControl(ends[0], pool);
      return parent.isShell()
          ? forkHere(parent, control, ends[1])
          : forkThere(parent, invoker, state, control, ends[1]);
    } catch (RuntimeException e) {
      if (control == null) {
        own.call(CLOSE, ends[0], 0, 0, 0, 0, 0);
      } else {
        control.ended();
        control.close();
      }
      throw e;
    } finally {
      own.call(CLOSE, ends[1], 0, 0, 0, 0, 0);
    }
  }

  private DrivenProcess forkHere(DrivenProcess parent, ChildControl control, int end) {
    Arena arena = own.arena().clear();
    NativeMemory all = arena.take(SIGSET_SIZE);
    NativeMemory before = arena.take(SIGSET_SIZE);
    for (int i = 0; i < SIGSET_SIZE; i += Long.BYTES) {
      all.putLong(i, -1);
    }
    // the child starts with all signals blocked, because the handlers do not exist in it
    int block = ProcessConstants.SIG_SETMASK;
    own.call(SIGMASK, block, all.address(), before.address(), 0, 0, 0);
    int pid = (int) own.call(FORK_AND_SERVE, end, 0, 0, 0, 0, 0);
    own.call(SIGMASK, block, before.address(), 0, 0, 0, 0);
    if (pid == -1) {
      throw new SysException(Errno.of(own.errno()), "fork()");
    }
    control.drives(pid, end);
    return new DrivenProcess(pid, parent, control);
  }

  private DrivenProcess forkThere(
      DrivenProcess parent,
      SyscallInvoker invoker,
      BlockedCall state,
      ChildControl control,
      int end) {
    // flushes answers that the parent still has to send
    if (invoker.call(GETPID, 0, 0, 0, 0, 0, 0) == -1) {
      throw new SysException(Errno.of(invoker.errno()), "fork()");
    }
    int there = handOver(parent.control(), invoker, state, end);
    int pid = (int) invoker.call(FORK_AND_SERVE, there, 0, 0, 0, 0, 0);
    int errno = invoker.errno();
    invoker.call(CLOSE, there, 0, 0, 0, 0, 0);
    if (pid == -1) {
      throw new SysException(Errno.of(errno), "fork()");
    }
    control.drives(pid, there);
    return new DrivenProcess(pid, parent, control);
  }

  /**
   * Passes a descriptor to a child: the child is requested to receive a message from the same
   * socket over which it receives requests, and the message follows.
   *
   * @return the descriptor's number in the child
   */
  private int handOver(ChildControl parent, SyscallInvoker invoker, BlockedCall state, int end) {
    NativeMemory taken = message(invoker.arena().clear(), -1);
    int flags = SocketConstants.MSG_CMSG_CLOEXEC;
    parent.post(RECVMSG.address(), parent.itsSocket(), taken.address(), flags);
    NativeMemory given = message(own.arena().clear(), end);
    own.call(SENDMSG, parent.socket(), given.address(), SocketConstants.MSG_NOSIGNAL, 0, 0, 0);
    long got = parent.answer(state, RECVMSG);
    if (got != 1) {
      throw new SysException(Errno.of(parent.errno()), "fork()");
    }
    int received = taken.getInt(MESSAGE_DESCRIPTOR);
    int high =
        (int)
            invoker.call(
                FCNTL,
                received,
                FileConstants.F_DUPFD_CLOEXEC,
                InternalDescriptorRange.LOWEST,
                0,
                0,
                0);
    if (high == -1) {
      // no high number is free
      return received;
    }
    invoker.call(CLOSE, received, 0, 0, 0, 0, 0);
    return high;
  }

  private static final int MESSAGE_VECTOR = MessageLayout.MSGHDR_SIZE;
  private static final int MESSAGE_DATA = MESSAGE_VECTOR + MessageLayout.IOVEC_SIZE;
  private static final int MESSAGE_CONTROL = MESSAGE_DATA + 16;
  private static final int MESSAGE_DESCRIPTOR = MESSAGE_CONTROL + MessageLayout.CMSGHDR_SIZE;
  private static final int CONTROL_SIZE = MessageLayout.CMSGHDR_SIZE + 8;

  /**
   * A {@code msghdr} with one byte of data and space for one descriptor, in one piece of memory.
   */
  private static NativeMemory message(Arena arena, int descriptor) {
    NativeMemory message = arena.take(MESSAGE_DESCRIPTOR + 8).zero();
    long at = message.address();
    message.putLong(MessageLayout.MSG_IOV, at + MESSAGE_VECTOR);
    message.putLong(MessageLayout.MSG_IOVLEN, 1);
    message.putLong(MessageLayout.MSG_CONTROL, at + MESSAGE_CONTROL);
    message.putLong(MessageLayout.MSG_CONTROLLEN, CONTROL_SIZE);
    message.putLong(MESSAGE_VECTOR, at + MESSAGE_DATA);
    message.putLong(MESSAGE_VECTOR + MessageLayout.IOV_LEN, 1);
    int length = MessageLayout.CMSGHDR_SIZE + Integer.BYTES;
    message.putLong(MESSAGE_CONTROL, length);
    message.putInt(MESSAGE_CONTROL + MessageLayout.CMSG_LEVEL, SocketConstants.SOL_SOCKET);
    message.putInt(MESSAGE_CONTROL + MessageLayout.CMSG_TYPE, SocketConstants.SCM_RIGHTS);
    return message.putInt(MESSAGE_DESCRIPTOR, descriptor);
  }

  private int[] sockets() {
    return pair(SOCKETPAIR, SOCK_SEQPACKET_CLOEXEC);
  }

  /** Two new descriptors with high numbers. */
  private int[] pair(NativeFunction function, int flags) {
    NativeMemory made = own.arena().clear().take(2 * Integer.BYTES);
    long result =
        function == PIPE2
            ? own.call(PIPE2, made.address(), flags, 0, 0, 0, 0)
            : own.call(SOCKETPAIR, SocketConstants.AF_UNIX, flags, 0, made.address(), 0, 0);
    if (result == -1) {
      throw new SysException(Errno.of(own.errno()), "fork()");
    }
    int[] ends = {made.getInt(0), made.getInt(Integer.BYTES)};
    for (int i = 0; i < ends.length; i++) {
      int high =
          (int)
              own.call(
                  FCNTL,
                  ends[i],
                  FileConstants.F_DUPFD_CLOEXEC,
                  InternalDescriptorRange.LOWEST,
                  0,
                  0,
                  0);
      if (high != -1) {
        own.call(CLOSE, ends[i], 0, 0, 0, 0, 0);
        ends[i] = high;
      }
    }
    return ends;
  }
}
