package ipcsh.command.cause;

import static ipcsh.sys.SocketConstants.SOL_SOCKET;
import static ipcsh.sys.SocketConstants.SO_ACCEPTCONN;
import static ipcsh.sys.SocketConstants.SO_COOKIE;
import static ipcsh.sys.SocketConstants.SO_DOMAIN;
import static ipcsh.sys.SocketConstants.SO_ERROR;
import static ipcsh.sys.SocketConstants.SO_MEMINFO;
import static ipcsh.sys.SocketConstants.SO_PASSCRED;
import static ipcsh.sys.SocketConstants.SO_PASSPIDFD;
import static ipcsh.sys.SocketConstants.SO_PASSSEC;
import static ipcsh.sys.SocketConstants.SO_PEERCRED;
import static ipcsh.sys.SocketConstants.SO_PEERGROUPS;
import static ipcsh.sys.SocketConstants.SO_PEERNAME;
import static ipcsh.sys.SocketConstants.SO_PEERPIDFD;
import static ipcsh.sys.SocketConstants.SO_PEERSEC;
import static ipcsh.sys.SocketConstants.SO_PROTOCOL;
import static ipcsh.sys.SocketConstants.SO_TYPE;

import ipcsh.sys.FailedCall;
import java.util.Set;

/** Options that a socket does not have, or that cannot be changed. */
final class OptionCauses {
  private static final int SO_PASSRIGHTS = 83;
  private static final int SO_INQ = 84;

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

  static Cause of(Target target, long level, long name, FailedCall call) {
    if (!target.isSocket()) {
      return null;
    }
    if (level != SOL_SOCKET) {
      return target.isUnix() ? Cause.of("unix") : null;
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
