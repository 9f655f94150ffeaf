package ipcsh.command.cause;

import static ipcsh.sys.abi.SocketConstants.AF_INET6;
import static ipcsh.sys.abi.SocketConstants.SOL_IP;
import static ipcsh.sys.abi.SocketConstants.SOL_IPV6;
import static ipcsh.sys.abi.SocketConstants.SOL_SOCKET;
import static ipcsh.sys.abi.SocketConstants.SOL_TCP;
import static ipcsh.sys.abi.SocketConstants.SOL_UDP;
import static ipcsh.sys.abi.SocketConstants.SO_ACCEPTCONN;
import static ipcsh.sys.abi.SocketConstants.SO_COOKIE;
import static ipcsh.sys.abi.SocketConstants.SO_DOMAIN;
import static ipcsh.sys.abi.SocketConstants.SO_ERROR;
import static ipcsh.sys.abi.SocketConstants.SO_INQ;
import static ipcsh.sys.abi.SocketConstants.SO_MEMINFO;
import static ipcsh.sys.abi.SocketConstants.SO_PASSCRED;
import static ipcsh.sys.abi.SocketConstants.SO_PASSPIDFD;
import static ipcsh.sys.abi.SocketConstants.SO_PASSRIGHTS;
import static ipcsh.sys.abi.SocketConstants.SO_PASSSEC;
import static ipcsh.sys.abi.SocketConstants.SO_PEERCRED;
import static ipcsh.sys.abi.SocketConstants.SO_PEERGROUPS;
import static ipcsh.sys.abi.SocketConstants.SO_PEERNAME;
import static ipcsh.sys.abi.SocketConstants.SO_PEERPIDFD;
import static ipcsh.sys.abi.SocketConstants.SO_PEERSEC;
import static ipcsh.sys.abi.SocketConstants.SO_PROTOCOL;
import static ipcsh.sys.abi.SocketConstants.SO_TYPE;

import ipcsh.sys.abi.FailedCall;
import java.util.Set;

/** Causes of failures with options that a socket does not have, or that cannot be changed. */
final class OptionCauses {
  private static final Set<Integer> ONLY_ASKED =
      Set.of(
          SO_TYPE,
          SO_ERROR,
          SO_DOMAIN,
          SO_PROTOCOL,
          SO_ACCEPTCONN,
          SO_PEERCRED,
          SO_PEERNAME,
          SO_PEERSEC,
          SO_PEERGROUPS,
          SO_PEERPIDFD,
          SO_MEMINFO,
          SO_COOKIE);

  private static final Set<Integer> UNIX_ALONE =
      Set.of(SO_PASSCRED, SO_PASSPIDFD, SO_PASSSEC, SO_PASSRIGHTS);

  private OptionCauses() {}

  /** Whether a level of options belongs to a protocol that this socket does not use. */
  private static boolean isOfAnother(DescriptorTarget target, long level) {
    return switch ((int) level) {
      case SOL_TCP -> !target.isTcp();
      case SOL_UDP -> !target.isInternet() || !target.isDatagram();
      case SOL_IP -> !target.isInternet();
      case SOL_IPV6 -> target.domain() != AF_INET6;
      default -> false;
    };
  }

  private static Cause level(long level) {
    String protocol =
        switch ((int) level) {
          case SOL_TCP -> "TCP";
          case SOL_UDP -> "UDP";
          case SOL_IP -> "IP";
          default -> "IPv6";
        };
    return Cause.of("level").with("protocol", protocol);
  }

  static Cause of(DescriptorTarget target, long level, long name, FailedCall call) {
    if (!target.isSocket()) {
      return null;
    }
    if (level != SOL_SOCKET) {
      return target.isUnix() ? Cause.of("unix") : isOfAnother(target, level) ? level(level) : null;
    }
    if (UNIX_ALONE.contains((int) name) && !target.isUnix()) {
      return Cause.of("unix-alone");
    }
    if (name == SO_INQ) {
      return Cause.of("inq");
    }
    return call.function().equals("setsockopt") && ONLY_ASKED.contains((int) name)
        ? Cause.of("asked")
        : null;
  }
}
