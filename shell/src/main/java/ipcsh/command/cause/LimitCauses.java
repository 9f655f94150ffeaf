package ipcsh.command.cause;

import ipcsh.sys.abi.FailedCall;
import java.io.File;
import java.util.Set;

/** Limits that were reached, with their values. */
final class LimitCauses {
  private static final Set<String> TWO = Set.of("pipe", "socketpair", "openpty");

  private final FailureContext scene;
  private final FailedCall call;

  LimitCauses(FailureContext scene) {
    this.scene = scene;
    this.call = scene.call();
  }

  Cause find() {
    return switch (call.errno()) {
      case EMFILE -> descriptors();
      case ENFILE -> files();
      case EFBIG -> limited("Max file size", "ulimit");
      case EINVAL -> call.function().equals("poll") ? limited("Max open files", "ulimit") : null;
      default -> null;
    };
  }

  private Cause descriptors() {
    String limit = scene.limit("Max open files");
    String[] open = new File("/proc/" + scene.pid() + "/fd").list();
    int wanted = TWO.contains(call.function()) ? 2 : 1;
    // a number may be free nevertheless: F_DUPFD needs one above its argument
    return limit == null || open == null || open.length + wanted <= Long.parseLong(limit)
        ? null
        : Cause.of("full").with("limit", limit).with("open", open.length);
  }

  private Cause files() {
    String[] counts = scene.text("/proc/sys/fs/file-nr").split("\\s+");
    return counts.length < 3 || Long.parseLong(counts[0]) < Long.parseLong(counts[2])
        ? null
        : Cause.of("system").with("limit", counts[2]);
  }

  private Cause limited(String resource, String name) {
    String limit = scene.limit(resource);
    return limit == null ? null : Cause.of(name).with("limit", limit);
  }
}
