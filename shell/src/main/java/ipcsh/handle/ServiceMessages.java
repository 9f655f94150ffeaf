package ipcsh.handle;

import ipcsh.sys.Kernel;
import ipcsh.sys.Sys;
import ipcsh.sys.abi.Credentials;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.MessageLayout;
import ipcsh.sys.abi.SocketAddress;
import ipcsh.sys.abi.SocketConstants;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.function.Messages;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a program says of itself to whom has started it, {@code sd_notify(3)}: a datagram socket
 * with an abstract name, NOTIFY_SOCKET, to which it sends lines {@code READY=1}. A message counts
 * only if the kernel names as its sender the program or a process of its group (or this shell,
 * whose name systemd-notify may use), under the user as whom the program runs, or root.
 *
 * <p>Descriptors are taken only with FDSTORE=1, if there is a {@link DescriptorStore}. Others are
 * closed as soon as their message has been received: this ends the wait of a sender of BARRIER=1,
 * which is not a message of its own.
 */
public final class ServiceMessages implements ChildMonitor.Watched {
  private static final int LONGEST = 65536;
  private static final int MOST = 1000;

  /** SCM_MAX_FD, the number of descriptors that one message can bring. */
  private static final int DESCRIPTORS = 253;

  /**
   * It says nothing about the program: its sender waits until everything before it has been
   * received.
   */
  private static final String BARRIER = "BARRIER";

  private final Kernel kernel;
  private final int user;
  private final DescriptorStore store;
  private final String address;
  private final List<Map<String, Object>> said = new ArrayList<>();
  private final List<Map<String, Object>> ignored = new ArrayList<>();
  private int socket;
  private int program;
  private boolean ready;
  private volatile boolean ended;

  /**
   * Makes the socket.
   *
   * @param user as whom the program will run
   * @param store takes the descriptors of FDSTORE=1, or null
   * @param host where the program will run: its name is one of that network; null for that of the
   *     shell
   */
  public ServiceMessages(Kernel kernel, int user, DescriptorStore store, RoleHost host) {
    this.kernel = kernel;
    this.user = user;
    this.store = store;
    Sys sys = kernel.home();
    socket =
        host == null
            ? InternalDescriptors.move(sys, bound(sys))
            : host.opened(ServiceMessages::bound);
    address = kernel.own().sockets().getsockname(socket).toString();
    if (store != null) {
      store.receiveFrom(this);
    }
  }

  private static int bound(Sys sys) {
    int type = SocketConstants.SOCK_DGRAM | SocketConstants.SOCK_CLOEXEC;
    int number = sys.sockets().socket(SocketConstants.AF_UNIX, type, 0);
    try {
      byte[] on = {1, 0, 0, 0};
      sys.options().set(number, SocketConstants.SOL_SOCKET, SocketConstants.SO_PASSCRED, on, 1);
      sys.sockets().bind(number, SocketAddress.unnamed(SocketConstants.AF_UNIX));
      return number;
    } catch (SysException notBound) {
      sys.files().close(number);
      throw notBound;
    }
  }

  /** The value of NOTIFY_SOCKET. */
  public String address() {
    return address;
  }

  /** Says which process it is, as soon as it runs. */
  void of(int pid) {
    program = pid;
  }

  /** It has ended; what it has started may still say something. */
  void ended() {
    ended = true;
  }

  /** Each message that counts: its assignments, and {@code pid} and {@code uid} of the sender. */
  synchronized List<Map<String, Object>> said() {
    drain();
    return List.copyOf(said);
  }

  /** Those of others. */
  synchronized List<Map<String, Object>> ignored() {
    drain();
    return List.copyOf(ignored);
  }

  /** Whether READY=1 was said. */
  synchronized boolean isReady() {
    drain();
    return ready;
  }

  @Override
  public int number() {
    return ended ? -1 : socket;
  }

  @Override
  public synchronized boolean ready(Sys sys) {
    drain();
    return !ended || sys.programs().hasGroup(program);
  }

  @Override
  public synchronized void unwatched(Sys sys) {
    drain();
    close();
  }

  /** No program could be started. */
  public synchronized void close() {
    if (socket >= 0) {
      InternalDescriptors.close(kernel.home(), socket);
      socket = -1;
      if (store != null) {
        store.received(this);
      }
    }
  }

  /**
   * Takes what has come. A sender may end as soon as its message has been received, and would not
   * be known any more: so it is looked at before.
   */
  private void drain() {
    while (socket >= 0) {
      try {
        Messages.Arrived next = receive(SocketConstants.MSG_PEEK, 0);
        boolean counts = next.credentials() != null && isOfProgram(next.credentials());
        take(receive(SocketConstants.MSG_CMSG_CLOEXEC, store == null ? 0 : DESCRIPTORS), counts);
      } catch (SysException nothing) {
        if (nothing.getErrno() != Errno.EINTR) {
          return;
        }
      }
    }
  }

  private Messages.Arrived receive(int flags, int descriptors) {
    int room = MessageLayout.cmsgSpace(MessageLayout.UCRED_SIZE);
    if (descriptors > 0) {
      room += MessageLayout.cmsgSpace(Integer.BYTES * descriptors);
    }
    int now = flags | SocketConstants.MSG_DONTWAIT;
    return kernel.own().messages().recvmsg(socket, LONGEST, now, room);
  }

  private void take(Messages.Arrived message, boolean counts) {
    Credentials sender = message.credentials();
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("pid", sender == null ? 0 : sender.pid());
    one.put("uid", sender == null ? -1 : sender.uid());
    for (String line : new String(message.data(), StandardCharsets.UTF_8).split("\n")) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        // of several assignments systemd takes the first
        one.putIfAbsent(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    store(one, counts && !one.containsKey(BARRIER), message);
    if (one.containsKey(BARRIER)) {
      return;
    }
    ready |= counts && "1".equals(one.get("READY"));
    List<Map<String, Object>> all = counts ? said : ignored;
    if (all.size() == MOST) {
      all.remove(0);
    }
    all.add(one);
  }

  /**
   * Changes the store as systemd does: removes first, then adds. What could not be added is counted
   * as refused, and what the kernel could not deliver is reported as MSG_CTRUNC.
   */
  private void store(Map<String, Object> one, boolean counts, Messages.Arrived message) {
    if (store == null) {
      return;
    }
    String name = (String) one.get("FDNAME");
    if (counts && "1".equals(one.get("FDSTOREREMOVE")) && name != null) {
      store.removeNamed(name);
    }
    boolean adds = counts && "1".equals(one.get("FDSTORE"));
    int refused = 0;
    for (int number : message.fds()) {
      if (!adds) {
        InternalDescriptors.close(kernel.own(), number);
      } else if (store.add(name, number, !"0".equals(one.get("FDPOLL")))
          == DescriptorStore.Added.REFUSED) {
        refused++;
      }
    }
    if (refused > 0) {
      one.put("refused", refused);
    }
    if (adds && (message.flags() & SocketConstants.MSG_CTRUNC) != 0) {
      one.put("MSG_CTRUNC", true);
    }
  }

  private boolean isOfProgram(Credentials sender) {
    boolean known = sender.uid() == user || sender.uid() == 0;
    return known
        && (sender.pid() == program
            || sender.pid() == kernel.shell().pid()
            || kernel.own().programs().groupOf(sender.pid()) == program);
  }
}
