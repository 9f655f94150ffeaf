package ipcsh.command.topic;

import static ipcsh.sys.abi.FileConstants.O_CREAT;

import ipcsh.command.Context;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Default;
import ipcsh.command.model.Flags;
import ipcsh.command.model.PersistentName;
import ipcsh.command.model.SavedAs;
import ipcsh.command.model.Unsigned;
import ipcsh.handle.Leftover;
import ipcsh.handle.Region;
import ipcsh.handle.Semaphore;
import ipcsh.inspect.NamedSemaphore;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SysException;
import ipcsh.view.Listing;
import java.time.Duration;
import java.util.List;

/** Commands for POSIX semaphores. */
public final class SemaphoreCommands implements CommandTopic {
  private Context context;

  @Override
  public String title() {
    return "Semaphores";
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
  }

  @Command(
      summary = "initialize and open a named semaphore",
      man = "sem_open(3)",
      details =
          """
          The name persists, as /dev/shm/sem.NAME, until sem_unlink. sem(name) is shorter: it
          creates the semaphore if it does not exist.""",
      examples =
          """
          s = sem_open '/ipcsh-example', O_CREAT | O_EXCL, 0600, 1  //=> semaphore /ipcsh-example  value 1
          sem_wait s                                                //=> 0
          fails(EAGAIN) { sem_trywait s }
          sem_close s
          sem_unlink '/ipcsh-example'                               //=> 0
          fails(ENOENT) { sem_open '/ipcsh-example' }
          """)
  public Semaphore sem_open(
      @PersistentName(until = "sem_unlink", with = "O_CREAT") String name,
      @Default("0") @Flags("O_") int flags,
      @Default("0600") @Unsigned int mode,
      @Default("0") @Unsigned int value) {
    String text = FileCommands.required(name);
    return (flags & O_CREAT) == 0
        ? opened(text, flags, mode, value)
        : context
            .createdNames()
            .making(Leftover.Kind.SEMAPHORE, text, () -> opened(text, flags, mode, value));
  }

  private Semaphore opened(String name, int flags, int mode, int value) {
    long address = context.sys().semaphores().open(name, flags, mode, value);
    return context.regions().semaphore(name, address);
  }

  @Command(
      summary = "open a named semaphore, creating it if it does not exist",
      man = "sem_open(3)",
      examples =
          """
          s = sem '/ipcsh-example', 2  //=> semaphore /ipcsh-example  value 2
          s.sem_wait()
          s.value                      //=> 1
          sem_close s
          sem_unlink '/ipcsh-example'
          """)
  public Semaphore sem(
      @PersistentName(until = "sem_unlink") String name, @Default("0") @Unsigned int value) {
    return sem_open(name, O_CREAT, 0600, value);
  }

  @Command(
      summary = "close a named semaphore, which continues to exist",
      man = "sem_close(3)",
      examples =
          """
          s = sem '/ipcsh-example'
          sem_close s                  //=> 0
          sem_unlink '/ipcsh-example'
          """)
  public int sem_close(Semaphore semaphore) {
    if (semaphore.getName() == null) {
      throw new IllegalArgumentException(
          "expected a named semaphore, given one in a region (sem_destroy ends it)");
    }
    if (!semaphore.getRegion().isMapped()) {
      throw new SysException(
          Errno.EINVAL,
          "sem_close(" + semaphore.name() + ")",
          "this one is closed, or was opened by another process");
    }
    context
        .regions()
        .unmap(
            semaphore.getRegion(),
            () -> context.sys().semaphores().close(semaphore.address(), semaphore.name()));
    return 0;
  }

  @Command(
      summary = "remove a named semaphore",
      man = "sem_unlink(3)",
      examples = "fails(ENOENT) { sem_unlink '/ipcsh-none' }")
  public int sem_unlink(String name) {
    return context.sys().semaphores().unlink(FileCommands.required(name));
  }

  @Command(
      summary = "initialize an unnamed semaphore in a region",
      man = "sem_init(3)",
      details = "It occupies 32 bytes from the offset, which must be a multiple of 8.",
      examples =
          """
          r = mmap 4096
          s = sem_init r, 0, 1, 3  //=> semaphore at 0  value 3
          sem_destroy s
          """)
  public Semaphore sem_init(
      Region region, long offset, @Default("1") int pshared, @Default("0") @Unsigned int value) {
    Semaphore semaphore = context.regions().semaphore(region, offset);
    semaphore.call(
        shown -> context.sys().semaphores().init(semaphore.address(), pshared, value, shown));
    return semaphore;
  }

  @Command(
      summary = "refer to a semaphore initialized elsewhere in a region",
      man = "sem_init(3)",
      examples =
          """
          r = mmap 4096
          sem_init r, 64, 1, 5
          sem_at(r, 64).value      //=> 5
          """)
  public Semaphore sem_at(Region region, long offset) {
    return context.regions().semaphore(region, offset);
  }

  @Command(
      summary = "destroy an unnamed semaphore",
      man = "sem_destroy(3)",
      examples =
          """
          r = mmap 4096
          s = sem_init r, 0
          sem_destroy s            //=> 0
          """)
  public int sem_destroy(Semaphore semaphore) {
    return semaphore.call(shown -> context.sys().semaphores().destroy(semaphore.address(), shown));
  }

  @Command(
      summary = "decrement (lock) a semaphore, blocking while it is zero",
      man = "sem_wait(3)",
      often = "waitOften",
      blocks = true,
      examples =
          """
          r = mmap 4096
          s = sem_init r, 0
          p = bg { sem_wait s }
          sem_post s
          p.get()                                   //=> 0
          fails(ETIMEDOUT) { sem_wait s, timeout: 20.ms }
          """)
  public int sem_wait(Semaphore semaphore) {
    return semaphore.call(shown -> context.sys().semaphores().await(semaphore.address(), shown));
  }

  /** The same where it need not wait, without a detour. */
  public int waitOften(Semaphore semaphore) {
    return semaphore.isMapped() && context.sys().semaphores().awaitBriefly(semaphore.address())
        ? 0
        : sem_wait(semaphore);
  }

  @Command(
      summary = "decrement (lock) a semaphore without waiting",
      man = "sem_trywait(3)",
      examples =
          """
          r = mmap 4096
          s = sem_init r, 0
          fails(EAGAIN) { sem_trywait s }
          """)
  public int sem_trywait(Semaphore semaphore) {
    return semaphore.call(shown -> context.sys().semaphores().tryWait(semaphore.address(), shown));
  }

  @Command(
      summary = "decrement (lock) a semaphore, waiting at most until a timeout",
      man = "sem_timedwait(3)",
      blocks = true,
      details = "The timeout is relative, in seconds or as 500.ms; in C it is an absolute time.",
      examples =
          """
          r = mmap 4096
          s = sem_init r, 0
          fails(ETIMEDOUT) { sem_timedwait s, 0.02 }
          """)
  public int sem_timedwait(Semaphore semaphore, Duration seconds) {
    return semaphore.call(
        shown -> context.sys().semaphores().timedWait(semaphore.address(), seconds, shown));
  }

  @Command(
      summary = "increment (unlock) a semaphore",
      man = "sem_post(3)",
      often = "postOften",
      examples =
          """
          r = mmap 4096
          s = sem_init r, 0
          sem_post s          //=> 0
          sem_getvalue s      //=> 1
          """)
  public int sem_post(Semaphore semaphore) {
    return semaphore.call(shown -> context.sys().semaphores().post(semaphore.address(), shown));
  }

  /** The same where nothing is in its way, without a detour. */
  public int postOften(Semaphore semaphore) {
    return semaphore.isMapped() && context.sys().semaphores().postBriefly(semaphore.address())
        ? 0
        : sem_post(semaphore);
  }

  @Command(
      summary = "get the value of a semaphore",
      man = "sem_getvalue(3)",
      saves = SavedAs.RESULT,
      examples =
          """
          r = mmap 4096
          s = sem_init r, 0, 1, 7
          sem_getvalue s      //=> 7
          """)
  public int sem_getvalue(Semaphore semaphore) {
    return semaphore.call(shown -> context.sys().semaphores().getValue(semaphore.address(), shown));
  }

  @Command(
      summary = "list the named semaphores: value, waiters, mode, owner",
      man = "sem_overview(7)",
      saves = SavedAs.NOTHING,
      details =
          """
          Semaphores of all users, as shown by their files /dev/shm/sem.NAME: .name, .value,
          .waiters, .mode, .owner. One that cannot be read has no value.""",
      examples =
          """
          sem '/ipcsh-example', 3
          sems().find { it.name == '/ipcsh-example' }  //=> semaphore /ipcsh-example  value 3  0 waiting  rw------- ...
          sem_unlink '/ipcsh-example'
          """)
  public List<NamedSemaphore> sems() {
    return new Listing<>(NamedSemaphore.all(), "there is no named semaphore");
  }
}
