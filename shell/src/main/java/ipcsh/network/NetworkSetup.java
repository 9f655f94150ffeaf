package ipcsh.network;

import ipcsh.handle.UsageException;
import ipcsh.sys.Kernel;
import ipcsh.sys.Sys;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.SocketConstants;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.function.Namespaces;
import ipcsh.sys.function.NetworkDevices;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the namespaces and the TUN devices of a network, in a forked child, from which their
 * descriptors are taken ({@code pidfd_getfd(2)}): a namespace exists as long as a descriptor of it
 * is open, or a process is in it, so the child is not needed any more, and the kernel removes
 * everything when the shell ends, in whatever way.
 */
final class NetworkSetup {
  private static final String TUN = "/dev/net/tun";
  private static final String DEVICE = "tun";
  private static final int PREFIX4 = 24;
  private static final int PREFIX6 = 64;

  /** So many packets wait in a device before the wire has read them. */
  private static final int DEVICE_QUEUE = 10_000;

  private final Kernel kernel;
  private final Topology topology;

  /**
   * What was made: descriptors of this process; {@code user} is -1 if there is no user namespace.
   */
  record Made(int[] namespaces, int user, int[] devices) {}

  /** What was made, by the numbers in the child. */
  private static final class InChild {
    final List<Integer> namespaces = new ArrayList<>();
    final List<Integer> devices = new ArrayList<>();
    int user = -1;
  }

  NetworkSetup(Kernel kernel, Topology topology) {
    this.kernel = kernel;
    this.topology = topology;
  }

  /**
   * Makes them.
   *
   * @throws UsageException if the system does not permit it, or has no TUN devices
   */
  Made make() throws Exception {
    if (!Files.exists(Path.of(TUN))) {
      throw new UsageException(
          "network requires TUN devices, and there is no "
              + TUN
              + ": as root, modprobe tun; mkdir -p /dev/net; mknod -m 666 "
              + TUN
              + " c 10 200");
    }
    return kernel.in(kernel.shell(), this::makeByChild);
  }

  private Made makeByChild() throws Exception {
    try (NamespaceChild child = new NamespaceChild(kernel)) {
      try {
        InChild made = child.call(this::makeInChild);
        int[] namespaces = child.take(made.namespaces);
        int[] devices = child.take(made.devices);
        int user = made.user < 0 ? -1 : child.take(List.of(made.user))[0];
        return new Made(namespaces, user, devices);
      } catch (Exception | Error e) {
        child.giveUp();
        throw e;
      }
    }
  }

  private InChild makeInChild() {
    Sys sys = kernel.quiet();
    Namespaces namespaces = new Namespaces(sys.invoker());
    InChild made = new InChild();
    if (!enter(namespaces, sys)) {
      made.user = namespaces.user();
    }
    for (int node = 0; node < topology.nodes(); node++) {
      if (node > 0) {
        namespaces.unshare(Namespaces.CLONE_NEWNET);
      }
      made.namespaces.add(namespaces.network());
      prepare(namespaces, sys, node);
      for (int device = 0; device < topology.devices(); device++) {
        if (topology.owner(device) == node) {
          made.devices.add(device(sys, namespaces, device));
        }
      }
    }
    return made;
  }

  /** Enters the first network namespace; false if a user namespace was needed for it. */
  private static boolean enter(Namespaces namespaces, Sys sys) {
    try {
      namespaces.unshare(Namespaces.CLONE_NEWNET);
      return true;
    } catch (SysException e) {
      if (e.getErrno() != Errno.EPERM) {
        throw refused(e);
      }
    }
    int uid = sys.processes().geteuid();
    int gid = sys.processes().getegid();
    try {
      namespaces.unshare(Namespaces.CLONE_NEWUSER | Namespaces.CLONE_NEWNET);
      namespaces.mapIdentity(uid, gid);
      return false;
    } catch (SysException e) {
      throw refused(e);
    }
  }

  private static UsageException refused(SysException e) {
    return new UsageException(
        "network requires a network namespace for each host, and this system permits neither those"
            + " nor user namespaces to this user ("
            + e.getMessage()
            + "): run it as root, or see the settings user.max_user_namespaces,"
            + " kernel.unprivileged_userns_clone and"
            + " kernel.apparmor_restrict_unprivileged_userns of sysctl(8)");
  }

  /** Prepares the namespace of a host: no messages but those that programs cause. */
  private void prepare(Namespaces namespaces, Sys sys, int node) {
    set(namespaces, "ipv6/conf/default/addr_gen_mode", "1");
    set(namespaces, "ipv6/conf/default/router_solicitations", "0");
    set(namespaces, "ipv6/conf/default/accept_ra", "0");
    set(namespaces, "ipv6/conf/default/accept_dad", "0");
    set(namespaces, "ipv4/icmp_ratelimit", "0");
    set(namespaces, "ipv6/icmp/ratelimit", "0");
    // a connection shall not learn from the one before it
    set(namespaces, "ipv4/tcp_no_metrics_save", "1");
    set(namespaces, "ipv4/ip_unprivileged_port_start", "0");
    int group = sys.processes().getegid();
    set(namespaces, "ipv4/ping_group_range", group + " " + group);
    if (node == topology.hosts()) {
      set(namespaces, "ipv4/ip_forward", "1");
      set(namespaces, "ipv6/conf/all/forwarding", "1");
    }
    int socket = sys.sockets().socket(SocketConstants.AF_INET, SocketConstants.SOCK_DGRAM, 0);
    try {
      new NetworkDevices(sys.invoker()).up(socket, "lo");
    } finally {
      sys.files().close(socket);
    }
  }

  private static void set(Namespaces namespaces, String name, String value) {
    try {
      namespaces.write("/proc/sys/net/" + name, value);
    } catch (SysException notOnThisKernel) {
      // a kernel without IPv6, or without the setting
    }
  }

  private int device(Sys sys, Namespaces namespaces, int device) {
    NetworkDevices devices = new NetworkDevices(sys.invoker());
    int fd = openTun(sys);
    String name = DEVICE + (device < topology.hosts() ? 0 : topology.link(device));
    try {
      devices.tun(fd, name);
    } catch (SysException e) {
      throw new UsageException("network cannot make a TUN device: " + e.getMessage());
    }
    configure(sys, devices, device, name);
    return fd;
  }

  private static int openTun(Sys sys) {
    int flags = FileConstants.O_RDWR | FileConstants.O_NONBLOCK | FileConstants.O_CLOEXEC;
    try {
      return sys.files().open(TUN, flags, 0);
    } catch (SysException e) {
      String advice =
          e.getErrno() == Errno.EACCES
              ? ": it is usually accessible to all; as root, chmod 666 " + TUN
              : e.getErrno() == Errno.ENODEV || e.getErrno() == Errno.ENXIO
                  ? ": the kernel has no TUN devices; as root, modprobe tun"
                  : "";
      throw new UsageException("network requires TUN devices: " + e.getMessage() + advice);
    }
  }

  private void configure(Sys sys, NetworkDevices devices, int device, String name) {
    boolean isRoutersOwn = device >= topology.hosts();
    int socket = sys.sockets().socket(SocketConstants.AF_INET, SocketConstants.SOCK_DGRAM, 0);
    try {
      devices.mtu(socket, name, topology.mtu().get(topology.link(device)));
      enlargeQueue(devices, socket, name);
      devices.address(socket, name, topology.address(device), PREFIX4);
      devices.up(socket, name);
      if (topology.hasRouter() && !isRoutersOwn) {
        devices.defaultRoute(socket, name);
      }
    } finally {
      sys.files().close(socket);
    }
    configure6(sys, devices, device, name);
  }

  private static void enlargeQueue(NetworkDevices devices, int socket, String name) {
    try {
      devices.queue(socket, name, DEVICE_QUEUE);
    } catch (SysException forRootOnly) {
      // then it has room for 500 packets
    }
  }

  private void configure6(Sys sys, NetworkDevices devices, int device, String name) {
    int socket;
    try {
      socket = sys.sockets().socket(SocketConstants.AF_INET6, SocketConstants.SOCK_DGRAM, 0);
    } catch (SysException withoutSix) {
      return;
    }
    try {
      devices.address6(socket, name, topology.address6(device), PREFIX6);
      if (topology.hasRouter() && device < topology.hosts()) {
        devices.defaultRoute6(socket, name);
      }
    } catch (SysException tooSmallOrDisabled) {
      // IPv6 needs an MTU of 1280
    } finally {
      sys.files().close(socket);
    }
  }
}
