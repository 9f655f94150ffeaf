package ipcsh.handle;

import ipcsh.sys.Kernel;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SysException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Work on files with the rights of another user, which root may take: as that user could have done
 * it, whatever symbolic links that user has put in the way ({@code setfsuid(2)}).
 */
final class UserRights {
  private UserRights() {}

  /**
   * Does the work on a thread that has these rights, and ends with them: they are a thread's.
   *
   * @throws SysException EPERM where this process may not take them; what the work throws
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
