package ipcsh.command.topic;

import static ipcsh.sys.abi.MemoryConstants.MAP_ANONYMOUS;
import static ipcsh.sys.abi.MemoryConstants.MAP_SHARED;

import ipcsh.command.Context;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Conversion;
import ipcsh.command.model.Default;
import ipcsh.command.model.Flags;
import ipcsh.command.model.Option;
import ipcsh.command.model.PersistentName;
import ipcsh.command.model.SavedAs;
import ipcsh.command.model.Unsigned;
import ipcsh.handle.Fd;
import ipcsh.handle.Hexdump;
import ipcsh.handle.Leftover;
import ipcsh.handle.Message;
import ipcsh.handle.Region;
import ipcsh.handle.UsageException;
import ipcsh.sys.abi.FileConstants;
import ipcsh.view.Listing;
import java.math.BigInteger;
import java.util.List;

/** Commands for shared memory: mappings and the objects behind them. */
public final class MemoryCommands implements CommandTopic {
  /** A larger dump would be unreadable; bytes. */
  private static final long LARGEST_DUMP = 16 << 20;

  /** MAP_FIXED, MAP_GROWSDOWN, MAP_FIXED_NOREPLACE: flags that request an address. */
  private static final int PLACED = 0x10 | 0x100 | 0x100000;

  private Context context;

  @Override
  public String title() {
    return "Shared memory";
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
  }

  @Command(
      summary = "map a file or anonymous memory",
      man = "mmap(2)",
      details =
          """
          Without fd, maps memory that is shared with children (MAP_SHARED|MAP_ANONYMOUS); with
          fd:, the file, shared. mmap(fd, length) is mmap(length, fd: fd). Access is by offset:
          r.getInt(0), r.putInt(0, v), r[i], peek, poke; r.addInt and r.casInt are atomic. An
          access that would raise SIGSEGV or SIGBUS in C is an error.\
          """,
      examples =
          """
          r = mmap 4096              //=> region of 4096 bytes  rw-  shared  anonymous
          r.putInt 0, 42
          r.getInt 0                 //=> 42
          p = mmap 4096, flags: MAP_PRIVATE | MAP_ANONYMOUS
          fails(EINVAL) { mmap 0 }
          munmap r                   //=> 0
          """)
  public Region mmap(
      Object length,
      @Default("") Long lengthOfFile,
      @Option @Default("PROT_READ|PROT_WRITE") @Flags("PROT_") Integer prot,
      @Option @Flags("MAP_") Integer flags,
      @Option Fd fd,
      @Option @Default("0") Long offset) {
    boolean fileFirst = length instanceof Fd;
    if (fileFirst != (lengthOfFile != null) || fileFirst && fd != null) {
      throw new UsageException(
          "mmap: expected a length, or a descriptor and a length", "mmap 4096, fd: f");
    }
    Fd file = fileFirst ? (Fd) length : fd;
    long bytes = fileFirst ? lengthOfFile : length(length);
    int how = flags != null ? flags : file == null ? MAP_SHARED | MAP_ANONYMOUS : MAP_SHARED;
    if ((how & PLACED) != 0) {
      throw new UsageException(
          "mmap: expected flags without MAP_FIXED, given 0x"
              + Integer.toHexString(how)
              + ": the kernel must choose the address, since the range could contain the shell's"
              + " own memory",
          "mmap 4096, flags: MAP_SHARED | MAP_ANONYMOUS");
    }
    int number = file == null ? -1 : context.number(file);
    long address = context.sys().memory().mmap(bytes, prot, how, number, offset);
    String source = (how & MAP_ANONYMOUS) != 0 ? "anonymous" : source(file, offset);
    return context.regions().mapped(address, bytes, prot, how, number, source);
  }

  private static long length(Object given) {
    if (given instanceof Long || given instanceof Integer || given instanceof BigInteger) {
      return (long) Conversion.longNumber(given);
    }
    throw new UsageException(
        "mmap: expected a length or a descriptor, given " + Conversion.describe(given),
        "mmap 4096");
  }

  private static String source(Fd file, long offset) {
    String what = file.toString().replaceFirst("^fd \\d+ +", "").replaceFirst("  O_.*", "");
    return what + (offset == 0 ? "" : " from " + offset);
  }

  @Command(
      summary = "unmap a region",
      man = "munmap(2)",
      examples =
          """
          r = mmap 4096
          munmap r  //=> 0
          """)
  public int munmap(Region region) {
    if (region.isOfSemaphore()) {
      throw new IllegalArgumentException(
          "expected a region from mmap, given that of a named semaphore (use sem_close)");
    }
    if (region.getSegment() != null) {
      throw new IllegalArgumentException(
          "expected a region from mmap, given a System V segment that shmat attached (use shmdt)");
    }
    context
        .regions()
        .unmap(
            region, () -> context.sys().memory().munmap(region.getAddress(), region.getLength()));
    return 0;
  }

  @Command(
      summary = "synchronize a mapped file with its storage",
      man = "msync(2)",
      blocks = true,
      examples =
          """
          r = mmap 4096
          msync r  //=> 0
          """)
  public int msync(Region region, @Default("MS_SYNC") @Flags("MS_") int flags) {
    return region.whileMapped(
        () -> context.sys().memory().msync(region.getAddress(), region.getLength(), flags));
  }

  @Command(
      summary = "set the protection of a region",
      man = "mprotect(2)",
      examples =
          """
          r = mmap 4096
          mprotect r, PROT_READ           //=> 0
          fails(EFAULT) { r.putInt 0, 1 }
          """)
  public int mprotect(Region region, @Flags("PROT_") int prot) {
    context
        .regions()
        .protect(
            region,
            prot,
            () -> context.sys().memory().mprotect(region.getAddress(), region.getLength(), prot));
    return 0;
  }

  @Command(
      summary = "create or open a POSIX shared memory object",
      man = "shm_open(3)",
      details =
          """
          A new object has size 0: call ftruncate before accessing it. The name persists until
          shm_unlink.\
          """,
      examples =
          """
          f = shm_open '/ipcsh-example', O_CREAT | O_RDWR  //=> fd 3  file /dev/shm/ipcsh-example  O_RDWR  at 0
          ftruncate f, 4096
          r = mmap f, 4096
          shm_unlink '/ipcsh-example'                      //=> 0
          """)
  public Fd shm_open(
      @PersistentName(until = "shm_unlink", with = "O_CREAT") String name,
      @Default("O_RDWR") @Flags("O_") int flags,
      @Default("0600") @Unsigned int mode) {
    String text = FileCommands.required(name);
    return (flags & FileConstants.O_CREAT) == 0
        ? opened(text, flags, mode)
        : context
            .createdNames()
            .making(Leftover.Kind.MEMORY, text, () -> opened(text, flags, mode));
  }

  private Fd opened(String name, int flags, int mode) {
    return context.opened(context.sys().memory().shmOpen(name, flags, mode));
  }

  @Command(
      summary = "remove a POSIX shared memory object",
      man = "shm_unlink(3)",
      examples = "fails(ENOENT) { shm_unlink '/ipcsh-none' }")
  public int shm_unlink(String name) {
    return context.sys().memory().shmUnlink(FileCommands.required(name));
  }

  @Command(
      summary = "create an anonymous file in memory",
      man = "memfd_create(2)",
      details =
          """
          With MFD_ALLOW_SEALING, fcntl(f, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_WRITE) permanently
          forbids operations that a receiver of the descriptor would have to guard against.\
          """,
      examples =
          """
          f = memfd_create 'example', MFD_ALLOW_SEALING
          ftruncate f, 4096
          fcntl f, F_ADD_SEALS, F_SEAL_SHRINK           //=> 0
          fails(EPERM) { ftruncate f, 0 }
          """)
  public Fd memfd_create(String name, @Default("0") @Flags("MFD_") int flags) {
    return context.opened(context.sys().memory().memfdCreate(FileCommands.required(name), flags));
  }

  @Command(
      summary = "copy data into a region",
      man = "memcpy(3)",
      examples =
          """
          r = mmap 4096
          poke r, 100, 'hello'
          peek r, 100, 5        //=> 5 bytes "hello"
          """)
  public int poke(Region region, long offset, byte[] data) {
    region.store(offset, data);
    return 0;
  }

  @Command(
      summary = "copy bytes from a region",
      man = "memcpy(3)",
      saves = SavedAs.RESULT,
      examples =
          """
          r = mmap 4096
          peek r, 0, 4          //=> 4 bytes 00 00 00 00
          """)
  public Message peek(Region region, long offset, long n) {
    byte[] bytes = region.bytes(offset, n);
    return Message.of(bytes, bytes.length, null, 0, false);
  }

  @Command(
      summary = "dump the bytes of a region, marking those that changed",
      man = "hexdump(1)",
      saves = SavedAs.NOTHING,
      examples =
          """
          r = mmap 32
          poke r, 4, 'abc'
          hexdump r, 0, 16      //=> 00000000  00 00 00 00 61 62 63 00  00 00 00 00 00 00 00 00  |....abc.........|...
          """)
  public Hexdump hexdump(Region region, @Default("0") long offset, @Default("") Long n) {
    long count = n == null ? region.getLength() - offset : n;
    if (count > LARGEST_DUMP) {
      throw new UsageException(
          "hexdump: expected at most 16 MB, given "
              + count
              + " bytes; give the range: offset and n");
    }
    byte[] bytes = region.bytes(offset, Math.max(count, 0));
    return new Hexdump(offset, bytes, region.look(offset, bytes));
  }

  @Command(
      summary = "list the mapped regions",
      man = "proc_pid_maps(5)",
      saves = SavedAs.NOTHING,
      examples =
          """
          r = mmap 4096
          regions().size()      //=> 1
          """)
  public List<Region> regions() {
    return new Listing<>(context.regions().all(), "nothing is mapped");
  }
}
