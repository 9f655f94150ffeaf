package ipcsh.command.topic;

import ipcsh.command.Context;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Default;
import ipcsh.command.model.Option;
import ipcsh.handle.Region;
import ipcsh.handle.RwLock;
import ipcsh.sys.function.Pthreads;
import java.time.Duration;

/** Commands for pthreads read-write locks, in memory shared by threads or processes. */
public final class RwLockCommands implements CommandTopic {
  private Context context;

  @Override
  public String title() {
    return "Read-write locks";
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
  }

  private Pthreads pthreads() {
    return context.sys().pthreads();
  }

  @Command(
      summary = "initialize a read-write lock in a region",
      man = "pthread_rwlock_init(3)",
      details =
          """
          It occupies 56 bytes from the offset, which must be a multiple of 8. pshared: is true by
          default.""",
      examples =
          """
          r = mmap 4096
          l = pthread_rwlock_init r, 128
          pthread_rwlock_rdlock l                      //=> 0
          pthread_rwlock_rdlock l                      //=> 0
          fails(EBUSY) { pthread_rwlock_trywrlock l }
          """)
  public RwLock pthread_rwlock_init(
      Region region, long offset, @Option @Default("true") Boolean pshared) {
    RwLock lock = context.regions().rwlock(region, offset);
    lock.call(shown -> pthreads().rwlockInit(lock.address(), pshared, shown));
    return lock;
  }

  @Command(
      summary = "refer to an existing read-write lock",
      man = "pthread_rwlock_init(3)",
      examples =
          """
          r = mmap 4096
          pthread_rwlock_init r, 128
          l = pthread_rwlock_at r, 128
          """)
  public RwLock pthread_rwlock_at(Region region, long offset) {
    return context.regions().rwlock(region, offset);
  }

  @Command(
      summary = "acquire a read lock",
      man = "pthread_rwlock_rdlock(3)",
      blocks = true,
      examples =
          """
          r = mmap 4096
          l = pthread_rwlock_init r, 128
          pthread_rwlock_rdlock l  //=> 0
          """)
  public int pthread_rwlock_rdlock(RwLock lock) {
    return lock.call(shown -> pthreads().readLock(lock.address(), shown));
  }

  @Command(
      summary = "acquire a write lock",
      man = "pthread_rwlock_wrlock(3)",
      blocks = true,
      examples =
          """
          r = mmap 4096
          l = pthread_rwlock_init r, 128
          pthread_rwlock_wrlock l                       //=> 0
          fails(EBUSY) { pthread_rwlock_tryrdlock l }
          """)
  public int pthread_rwlock_wrlock(RwLock lock) {
    return lock.call(shown -> pthreads().writeLock(lock.address(), shown));
  }

  @Command(
      summary = "acquire a read lock without waiting",
      man = "pthread_rwlock_rdlock(3)",
      examples =
          """
          r = mmap 4096
          l = pthread_rwlock_init r, 128
          pthread_rwlock_tryrdlock l  //=> 0
          """)
  public int pthread_rwlock_tryrdlock(RwLock lock) {
    return lock.call(shown -> pthreads().tryReadLock(lock.address(), shown));
  }

  @Command(
      summary = "acquire a write lock without waiting",
      man = "pthread_rwlock_wrlock(3)",
      examples =
          """
          r = mmap 4096
          l = pthread_rwlock_init r, 128
          pthread_rwlock_trywrlock l  //=> 0
          """)
  public int pthread_rwlock_trywrlock(RwLock lock) {
    return lock.call(shown -> pthreads().tryWriteLock(lock.address(), shown));
  }

  @Command(
      summary = "acquire a read lock, at most until a timeout",
      man = "pthread_rwlock_timedrdlock(3)",
      blocks = true,
      examples =
          """
          r = mmap 4096
          l = pthread_rwlock_init r, 128
          pthread_rwlock_timedrdlock l, 0.02  //=> 0
          """)
  public int pthread_rwlock_timedrdlock(RwLock lock, Duration seconds) {
    return lock.call(shown -> pthreads().timedReadLock(lock.address(), seconds, shown));
  }

  @Command(
      summary = "acquire a write lock, at most until a timeout",
      man = "pthread_rwlock_timedwrlock(3)",
      blocks = true,
      examples =
          """
          r = mmap 4096
          l = pthread_rwlock_init r, 128
          pthread_rwlock_rdlock l
          fails(ETIMEDOUT) { pthread_rwlock_timedwrlock l, 0.02 }
          """)
  public int pthread_rwlock_timedwrlock(RwLock lock, Duration seconds) {
    return lock.call(shown -> pthreads().timedWriteLock(lock.address(), seconds, shown));
  }

  @Command(
      summary = "release a read-write lock",
      man = "pthread_rwlock_unlock(3)",
      examples =
          """
          r = mmap 4096
          l = pthread_rwlock_init r, 128
          pthread_rwlock_wrlock l
          pthread_rwlock_unlock l  //=> 0
          """)
  public int pthread_rwlock_unlock(RwLock lock) {
    return lock.call(shown -> pthreads().rwlockUnlock(lock.address(), shown));
  }

  @Command(
      summary = "destroy a read-write lock",
      man = "pthread_rwlock_init(3)",
      examples =
          """
          r = mmap 4096
          l = pthread_rwlock_init r, 128
          pthread_rwlock_destroy l  //=> 0
          """)
  public int pthread_rwlock_destroy(RwLock lock) {
    return lock.call(shown -> pthreads().rwlockDestroy(lock.address(), shown));
  }
}
