package ipcsh.command.cause;

import static ipcsh.sys.abi.FileConstants.O_CREAT;
import static ipcsh.sys.abi.FileConstants.O_NONBLOCK;

import ipcsh.inspect.ObjectState;
import ipcsh.inspect.QueueStatus;
import ipcsh.inspect.RegisteredQueues;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.FailedCall;
import ipcsh.sys.function.MessageQueues;

/** Causes of failures with POSIX message queues, {@code mq_overview(7)}. */
final class QueueCauses {
  private static final String LIMITS = "/proc/sys/fs/mqueue/";

  /** The limit for all queues of a user, by its name in /proc/PID/limits. */
  private static final String BYTES = "Max msgqueue size";

  private final FailureContext scene;
  private final FailedCall call;

  QueueCauses(FailureContext scene) {
    this.scene = scene;
    this.call = scene.call();
  }

  Cause find() {
    return switch (call.function()) {
      case "mq_open", "mq_unlink" -> named(call.text());
      case "mq_send", "mq_receive", "mq_getattr", "mq_setattr", "mq_notify" -> opened();
      default -> null;
    };
  }

  private Cause named(String name) {
    if (name == null) {
      return null;
    }
    boolean hasSlash = name.startsWith("/");
    String word = hasSlash ? name.substring(1) : name;
    return switch (call.errno()) {
      case EACCES -> word.contains("/") ? Cause.of("slashes") : null;
      case ENOENT -> word.isEmpty() ? Cause.of("no-word") : null;
      case EINVAL -> hasSlash ? limits() : Cause.of("no-slash").with("name", "/" + name);
      case EMFILE -> quota();
      case ENOSPC -> Cause.of("queues").with("max", limit("queues_max"));
      default -> null;
    };
  }

  /** The limit that a new queue would exceed; root has higher limits. */
  private Cause limits() {
    if ((call.flags("O_") & O_CREAT) == 0) {
      return null;
    }
    long maxmsg = ((Number) call.unshown("maxmsg")).longValue();
    long msgsize = ((Number) call.unshown("msgsize")).longValue();
    if (maxmsg <= 0 || msgsize <= 0) {
      return Cause.of("nothing");
    }
    if (maxmsg > number("msg_max")) {
      return Cause.of("maxmsg").with("n", maxmsg).with("max", limit("msg_max"));
    }
    return msgsize > number("msgsize_max")
        ? Cause.of("msgsize").with("n", msgsize).with("max", limit("msgsize_max"))
        : null;
  }

  private long number(String limit) {
    String text = limit(limit);
    return text.matches("\\d+") ? Long.parseLong(text) : Long.MAX_VALUE;
  }

  private String limit(String name) {
    return scene.text(LIMITS + name);
  }

  /** The descriptor table is not full, so the limit is that of all queues of the user. */
  private Cause quota() {
    String limit = scene.limit(BYTES);
    return limit == null ? null : Cause.of("quota").with("limit", limit);
  }

  private Cause opened() {
    DescriptorTarget target = scene.target();
    if (target == null) {
      RegisteredQueues.State own = scene.registered(call.fd());
      return own == null || call.errno() != Errno.EBUSY ? null : registered(own.status());
    }
    MessageQueues.Attributes its = target.queue();
    boolean sends = call.function().equals("mq_send");
    if (its == null) {
      return Cause.of("kind").with("kind", target.kind());
    }
    return switch (call.errno()) {
      case EMSGSIZE ->
          sends
              ? Cause.of("long").with("n", call.size()).with("msgsize", its.msgsize())
              : Cause.of("small").with("n", call.number(1, 0)).with("msgsize", its.msgsize());
      case EAGAIN ->
          target.has(O_NONBLOCK)
              ? sends ? Cause.of("full").with("n", its.maxmsg()) : Cause.of("empty")
              : null;
      case EBADF ->
          sends && target.isReadOnly()
              ? Cause.of("read-only")
              : !sends && target.isWriteOnly() ? Cause.of("write-only") : null;
      case EBUSY -> registered(target.queueStatus());
      default -> null;
    };
  }

  private Cause registered(QueueStatus status) {
    return status == null || status.registered() == null
        ? null
        : Cause.of("registered")
            .with("who", scene.name(status.registered().pid()))
            .with("how", ObjectState.how(status.registered()).strip());
  }
}
