package ipcsh.handle;

import ipcsh.sys.Kernel;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SysException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Runs file operations with the rights of another user, which requires root: they have the same
 * effect as if that user had made them, whatever symbolic links that user has created ({@code
 * setfsuid(2)}).
 */
final class UserRights {
  private UserRights() {}

  /**
   * Runs the work on a new thread with these rights, which are per thread.
   *
   * @throws SysException EPERM if this process may not assume them; what the work throws
   */
  static <T> T of(Kernel kernel, User user, Callable<T> work) {
    FutureTask<T> task =
        new FutureTask<>(
            () -> {
              kernel.home().processes().takeFileRights(user.uid(), user.gid(), user.groups());
              return work.call();
            });
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } finally {
                kernel.leaveThread();
              }
            },
            "files of " + user);
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get();
    } catch (InterruptedException e) {
      throw new SysException(Errno.EINTR, "setfsuid(" + user.uid() + ")");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failed) {
        throw failed;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
