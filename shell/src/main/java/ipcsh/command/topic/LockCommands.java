package ipcsh.command.topic;

import ipcsh.command.Context;
import ipcsh.command.LockQuery;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Default;
import ipcsh.command.model.Flags;
import ipcsh.command.model.PathName;
import ipcsh.command.model.SavedAs;
import ipcsh.handle.Fd;
import ipcsh.view.LockTable;

/** Commands for locks on files. */
public final class LockCommands implements CommandTopic {
  private Context context;

  @Override
  public String title() {
    return "File locks";
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
  }

  @Command(
      summary = "place or remove an advisory lock on an open file",
      man = "flock(2)",
      blocks = true,
      details =
          """
          The lock belongs to the open file description: descriptors made by dup, fork or sendfd
          share it, LOCK_UN on one of them releases it for all, and it lasts until the last of
          them is closed. It does not conflict with locks of fcntl and lockf.""",
      examples =
          """
          a = open '/tmp/ipcsh-example', O_CREAT | O_RDWR
          b = open '/tmp/ipcsh-example', O_RDWR
          flock a, LOCK_EX                                  //=> 0
          fails(EAGAIN) { flock b, LOCK_SH | LOCK_NB }
          unlink '/tmp/ipcsh-example'
          """)
  public int flock(Fd fd, @Flags("LOCK_") int op) {
    return context.sys().files().flock(context.number(fd), op);
  }

  @Command(
      summary = "lock, test or unlock bytes from the file offset on",
      man = "lockf(3)",
      blocks = true,
      details =
          """
          F_LOCK waits, F_TLOCK fails with EAGAIN, F_TEST fails with EACCES if another process has
          a lock there, F_ULOCK unlocks. The lock is one of F_SETLK's: it belongs to the process,
          a child does not inherit it, and closing any descriptor of the file releases it. len: 0
          means to the end of the file. The descriptor must be open for writing.""",
      examples =
          """
          f = open '/tmp/ipcsh-example', O_CREAT | O_RDWR
          lockf f, F_LOCK, 10                                //=> 0
          c = fork()
          c { fails(EACCES) { lockf f, F_TEST, 10 } }
          lockf f, F_ULOCK                                   //=> 0
          unlink '/tmp/ipcsh-example'
          """)
  public int lockf(Fd fd, @Flags("F_LOCK") int cmd, @Default("0") long len) {
    return context.sys().locks().lockf(context.number(fd), cmd, len);
  }

  @Command(
      summary = "list the locks of files, their holders and their waiters",
      man = "proc_locks(5)",
      saves = SavedAs.NOTHING,
      details =
          """
          locks(fd) and locks('path') list those of one file. Kinds are flock, POSIX (F_SETLK and
          lockf), OFD (F_OFD_SETLK) and lease. A lock of an open file description is held by all
          descriptors that share it. A waiting request is listed below the lock that blocks it.
          Each row has .kind (FLOCK, POSIX, OFDLCK, LEASE), .access (READ, WRITE), .start, .end
          (null: end of the file), .pid (-1 for OFD), .process, .fds, .path, .waiting and .blocker
          (a row). Descriptors and paths of other users' processes are visible only to root.""",
      examples =
          """
          f = open '/tmp/ipcsh-example', O_CREAT | O_RDWR
          fcntl f, F_SETLK, [type: F_WRLCK, len: 10]
          locks(f)[0]                        //=> POSIX WRITE 0-9  fd 3 of this shell  /tmp/ipcsh-example
          locks('/tmp/ipcsh-example').size() //=> 1
          unlink '/tmp/ipcsh-example'
          """)
  public LockTable locks(@Default("") @PathName Object of) {
    return new LockQuery(context).of(of);
  }
}
