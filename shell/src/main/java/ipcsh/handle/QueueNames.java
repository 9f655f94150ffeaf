package ipcsh.handle;

import ipcsh.inspect.RegisteredQueues;
import ipcsh.sys.Kernel;
import ipcsh.sys.Sys;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.FileId;
import ipcsh.sys.abi.SysException;
import java.util.function.Supplier;

/**
 * Resolves the names of POSIX message queues. They are looked up by opening them, because their
 * file system need not be mounted.
 */
final class QueueNames {
  /** A queue that exists, but may be opened neither for reading nor for writing. */
  private static final FileId UNKNOWN = new FileId(0, 0, FileConstants.S_IFREG, 0, -1);

  private static final int[] WAYS = {FileConstants.O_RDONLY, FileConstants.O_WRONLY};

  private final Kernel kernel;
  private final Supplier<UnsharedObserver> unshared;

  QueueNames(Kernel kernel, Supplier<UnsharedObserver> unshared) {
    this.kernel = kernel;
    this.unshared = unshared;
  }

  /** The identity of the queue; null if it does not exist. */
  FileId identity(String name) {
    FileId registered = RegisteredQueues.named(name);
    if (registered != null) {
      return registered;
    }
    try {
      return unshared.get().look(() -> identity(kernel.home(), name));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private static FileId identity(Sys sys, String name) {
    for (int way : WAYS) {
      try {
        int queue = sys.queues().open(name, way | FileConstants.O_CLOEXEC, 0, 0, 0);
        try {
          return sys.files().stat("/proc/thread-self/fd/" + queue).id();
        } finally {
          sys.files().close(queue);
        }
      } catch (SysException e) {
        if (e.getErrno() != Errno.EACCES) {
          return null;
        }
      }
    }
    return name.lastIndexOf('/') == 0 ? UNKNOWN : null;
  }
}
