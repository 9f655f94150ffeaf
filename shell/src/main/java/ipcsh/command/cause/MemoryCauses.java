package ipcsh.command.cause;

import static ipcsh.sys.abi.FileConstants.S_IFCHR;
import static ipcsh.sys.abi.FileConstants.S_IFREG;
import static ipcsh.sys.abi.MemoryConstants.MAP_ANONYMOUS;
import static ipcsh.sys.abi.MemoryConstants.MAP_PRIVATE;
import static ipcsh.sys.abi.MemoryConstants.MAP_SHARED;

import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.FailedCall;
import java.nio.charset.StandardCharsets;

/** Causes of failures to map memory, or to create it. */
final class MemoryCauses {
  private static final int PAGE = 4096;
  private static final int MAP_TYPE = 0xf;
  private static final int FD = 3;
  private static final int OFFSET = 4;
  private static final int LONGEST_NAME = 249;

  /** No descriptor; a closed handle has another negative number. */
  private static final int NONE = -1;

  private final FailureContext scene;
  private final FailedCall call;

  MemoryCauses(FailureContext scene) {
    this.scene = scene;
    this.call = scene.call();
  }

  Cause find() {
    return switch (call.function()) {
      case "mmap" -> mmap();
      case "memfd_create" -> memfd();
      default -> null;
    };
  }

  private Cause memfd() {
    if (call.errno() != Errno.EINVAL) {
      return null;
    }
    int length = call.text().getBytes(StandardCharsets.UTF_8).length;
    return length > LONGEST_NAME ? Cause.of("long").with("n", length) : Cause.of("flags");
  }

  private Cause mmap() {
    int number = (int) call.number(FD, NONE);
    try (DescriptorTarget file = number < 0 ? null : scene.take(number)) {
      return switch (call.errno()) {
        case EINVAL ->
            call.number(0, 1) == 0
                ? Cause.of("length")
                : call.number(OFFSET, 0) % PAGE != 0 ? Cause.of("offset") : sharing();
        case EACCES ->
            file == null
                ? null
                : file.fileType() != S_IFREG && file.fileType() != S_IFCHR
                    ? Cause.of("kind").with("kind", file.kind())
                    : file.isWriteOnly()
                        ? Cause.of("write-only")
                        : file.isReadOnly() ? Cause.of("read-only") : null;
        case ENODEV -> file == null ? null : Cause.of("kind").with("kind", file.kind());
        case EPERM -> file == null ? null : new DescriptorCauses(scene).sealed(file);
        case EBADF ->
            number == NONE
                ? Cause.of("anonymous")
                : file != null && file.isPathOnly() ? Cause.of("path-only") : null;
        default -> null;
      };
    }
  }

  /** MAP_SHARED and MAP_PRIVATE are values of one field of the flags. */
  private Cause sharing() {
    long flags = call.flags("MAP_");
    return (flags & MAP_TYPE) == 0
        ? Cause.of("neither")
        : (flags & MAP_TYPE) == (MAP_SHARED | MAP_PRIVATE) && (flags & MAP_ANONYMOUS) != 0
            ? Cause.of("both")
            : null;
  }
}
