package ipcsh.command.cause;

import ipcsh.inspect.TerminalObject;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.FailedCall;

/** Why a pseudo-terminal gives EIO. */
final class TerminalCauses {
  private final FailureContext scene;
  private final FailedCall call;

  TerminalCauses(FailureContext scene) {
    this.scene = scene;
    this.call = scene.call();
  }

  Cause find() {
    if (call.errno() != Errno.EIO) {
      return null;
    }
    return switch (call.function()) {
      case "open" ->
          call.text() != null && call.text().startsWith("/dev/pts/")
              ? Cause.of("locked").with("path", call.text())
              : null;
      case "read", "write" -> side();
      default -> null;
    };
  }

  private Cause side() {
    DescriptorTarget target = scene.target();
    boolean reads = call.function().equals("read");
    if (target == null) {
      return null;
    }
    if (reads) {
      return TerminalObject.isMaster(target.link()) ? Cause.of("no-slave") : null;
    }
    return target.link().startsWith("/dev/pts/") ? Cause.of("no-master") : null;
  }
}
