package ipcsh.command.cause;

import ipcsh.sys.abi.FailedCall;
import ipcsh.sys.abi.FileConstants;
import java.util.Set;

/** Causes of failures of transfers inside the kernel, from one descriptor to another. */
final class PipeTransferCauses {
  private static final Set<String> CALLS = Set.of("splice", "tee", "sendfile");

  private final FailureContext scene;
  private final FailedCall call;

  PipeTransferCauses(FailureContext scene) {
    this.scene = scene;
    this.call = scene.call();
  }

  Cause find() {
    if (!CALLS.contains(call.function())) {
      return null;
    }
    boolean isSendfile = call.function().equals("sendfile");
    int from = (int) call.number(isSendfile ? 1 : 0, -1);
    int to = (int) call.number(isSendfile ? 0 : 1, -1);
    try (DescriptorTarget in = scene.take(from);
        DescriptorTarget out = scene.take(to)) {
      if (in == null || out == null) {
        return null;
      }
      return switch (call.errno()) {
        case EBADF ->
            in.isWriteOnly()
                ? Cause.of("in").with("fd", from)
                : out.isReadOnly() ? Cause.of("out").with("fd", to) : null;
        case EINVAL -> isSendfile ? unsendable(in, out) : unmovable(in, out);
        default -> null;
      };
    }
  }

  private static Cause unsendable(DescriptorTarget in, DescriptorTarget out) {
    return out.has(FileConstants.O_APPEND)
        ? Cause.of("append")
        : in.fileType() == FileConstants.S_IFREG
            ? null
            : Cause.of("source").with("kind", in.kind());
  }

  private Cause unmovable(DescriptorTarget in, DescriptorTarget out) {
    boolean fromPipe = in.fileType() == FileConstants.S_IFIFO;
    boolean toPipe = out.fileType() == FileConstants.S_IFIFO;
    if (call.function().equals("tee") ? !fromPipe || !toPipe : !fromPipe && !toPipe) {
      return Cause.of("no-pipe").with("in", in.kind()).with("out", out.kind());
    }
    if (fromPipe && toPipe && in.link().equals(out.link())) {
      return Cause.of("same");
    }
    return out.has(FileConstants.O_APPEND) ? Cause.of("append") : null;
  }
}
