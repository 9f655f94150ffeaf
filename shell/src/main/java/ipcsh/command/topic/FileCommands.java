package ipcsh.command.topic;

import ipcsh.command.Context;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Conversion;
import ipcsh.command.model.Default;
import ipcsh.command.model.DescriptorNumber;
import ipcsh.command.model.Flags;
import ipcsh.command.model.PathName;
import ipcsh.command.model.PersistentName;
import ipcsh.command.model.SavedAs;
import ipcsh.command.model.Size;
import ipcsh.command.model.Unsigned;
import ipcsh.handle.Fd;
import ipcsh.handle.Leftover;
import ipcsh.handle.Message;
import ipcsh.handle.Region;
import ipcsh.handle.Scratch;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.LockConstants;
import ipcsh.sys.abi.RecordLock;
import java.util.Map;
import java.util.Set;

/** Commands for files and descriptors. */
public final class FileCommands implements CommandTopic {
  /**
   * The fcntl commands that take no pointer: a wrong pointer could overwrite memory of this
   * process.
   */
  private static final Set<Integer> NUMBER_COMMANDS =
      Set.of(
          FileConstants.F_DUPFD,
          FileConstants.F_DUPFD_CLOEXEC,
          FileConstants.F_GETFD,
          FileConstants.F_SETFD,
          FileConstants.F_GETFL,
          FileConstants.F_SETFL,
          FileConstants.F_GETOWN,
          FileConstants.F_SETOWN,
          FileConstants.F_GETSIG,
          FileConstants.F_SETSIG,
          FileConstants.F_GETLEASE,
          FileConstants.F_SETLEASE,
          FileConstants.F_NOTIFY,
          FileConstants.F_GETPIPE_SZ,
          FileConstants.F_SETPIPE_SZ,
          FileConstants.F_ADD_SEALS,
          FileConstants.F_GET_SEALS,
          LockConstants.F_DUPFD_QUERY,
          LockConstants.F_CREATED_QUERY);

  private Context context;

  @Override
  public String title() {
    return "Files and descriptors";
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
  }

  @Command(
      summary = "open a file, a FIFO or a device",
      man = "open(2)",
      blocks = true,
      details =
          """
          Opening a FIFO blocks until the other end is opened. With O_NONBLOCK it does not block:
          O_RDONLY succeeds at once, O_WRONLY fails with ENXIO if no process has it open for
          reading.""",
      examples =
          """
          f = open '/tmp/ipcsh-example', O_CREAT | O_RDWR | O_TRUNC, 0600  //=> fd 3  file /tmp/ipcsh-example  O_RDWR  at 0
          close f
          unlink '/tmp/ipcsh-example'
          """)
  public Fd open(
      @PersistentName(until = "unlink", with = "O_EXCL") @PathName String path,
      @Default("O_RDONLY") @Flags("O_") int flags,
      @Default("0666") @Unsigned int mode) {
    if ((flags & FileConstants.O_CREAT) == 0) {
      return opened(required(path), flags, mode);
    }
    return context
        .createdNames()
        .making(Leftover.Kind.FILE, required(path), () -> opened(path, flags, mode));
  }

  private Fd opened(String path, int flags, int mode) {
    return context.opened(context.sys().files().open(path, flags, mode));
  }

  /**
   * The path of a file that the shell itself reads or writes; checked here, because no system call
   * refuses it.
   */
  static String named(String path) {
    if (required(path).isEmpty()) {
      throw new IllegalArgumentException("expected the name of a file, given ''");
    }
    return path;
  }

  static String required(String text) {
    if (text == null) {
      throw new IllegalArgumentException("expected a path, given null");
    }
    return text;
  }

  @Command(
      summary = "close a descriptor",
      man = "close(2)",
      examples =
          """
          (a, b) = socketpair()
          close a  //=> 0
          fails(EBADF) { send a, 'x' }
          """)
  public int close(Fd fd) {
    context.descriptors().expectFree(fd);
    return context.close(fd);
  }

  @Command(
      summary = "duplicate a descriptor onto the lowest free number",
      man = "dup(2)",
      examples =
          """
          (r, w) = pipe()
          dup w  //=> fd 5  pipe  write end
          """)
  public Fd dup(Fd fd) {
    return context.opened(context.sys().files().dup(context.number(fd)));
  }

  @Command(
      summary = "duplicate a descriptor onto a given number",
      man = "dup2(2)",
      details = "If the number is open, its descriptor is closed first.",
      examples =
          """
          (r, w) = pipe()
          dup2 w, 9  //=> fd 9  pipe  write end
          """)
  public Fd dup2(Fd fd, @DescriptorNumber int n) {
    if (n >= 0) {
      context.descriptors().expectFree(context.descriptors().named(n, false));
    }
    int number = context.number(fd);
    int made = context.sys().files().dup2(number, n);
    return context.descriptors().replaced(made);
  }

  @Command(
      summary = "read from a descriptor",
      man = "read(2)",
      saves = SavedAs.RESULT,
      blocks = true,
      details =
          """
          Returns a Message; its .eof is true at end of file. An empty datagram has 0 bytes and is
          not end of file. With a region the bytes go to its memory, without a copy: the result is
          their number, 0 at end of file. A fault is EFAULT.""",
      onRegion = "readInto",
      examples =
          """
          (r, w) = pipe()
          write w, 'hello'  //=> 5
          read r, 3         //=> 3 bytes "hel"
          close w
          read r            //=> 2 bytes "lo"
          read r            //=> end of file
          m = mmap 4096
          (r, w) = pipe()
          write w, 'hello'
          read r, m, 16, 100   //=> 5
          peek m, 16, 5        //=> 5 bytes "hello"
          """)
  public Message read(Fd fd, @Default("65536") @Size int n) {
    byte[] bytes = context.sys().files().read(context.number(fd), size(n));
    return Message.read(bytes, EndOfFile.of(context, fd, n, bytes.length));
  }

  /** {@code read(2)} into a region. */
  public int readInto(Fd fd, Region region, long offset, @Size int n) {
    long address = region.pin(offset, size(n));
    try {
      return context.sys().inPlace().read(context.number(fd), address, n, region.name(), offset);
    } finally {
      region.unpin();
    }
  }

  @Command(
      summary = "read at an offset without changing the file offset",
      man = "pread(2)",
      saves = SavedAs.RESULT,
      blocks = true,
      examples =
          """
          f = open '/tmp/ipcsh-example', O_CREAT | O_RDWR | O_TRUNC
          write f, 'abcdef'
          pread f, 2, 3  //=> 2 bytes "de"
          unlink '/tmp/ipcsh-example'
          """)
  public Message pread(Fd fd, @Size int n, long offset) {
    byte[] bytes = context.sys().files().pread(context.number(fd), size(n), offset);
    return Message.read(bytes, EndOfFile.of(context, fd, n, bytes.length));
  }

  /** Checks the size of a buffer. */
  static int size(int n) {
    if (n < 0) {
      throw new IllegalArgumentException("expected a size of 0 or more, given " + n);
    }
    return n;
  }

  @Command(
      summary = "write to a descriptor",
      man = "write(2)",
      saves = SavedAs.RESULT,
      blocks = true,
      onRegion = "writeFrom",
      details = "The data are bytes, or n bytes of a region, which are not copied.",
      examples =
          """
          (r, w) = pipe()
          write w, hex('01 02 ff')  //=> 3
          read r                    //=> 3 bytes 01 02 ff
          m = mmap 4096
          poke m, 16, 'hello'
          write w, m, 16, 5         //=> 5
          read r                    //=> 5 bytes "hello"
          """)
  public int write(Fd fd, byte[] data) {
    return context.sys().files().write(context.number(fd), data);
  }

  /** {@code write(2)} from a region. */
  public int writeFrom(Fd fd, Region region, long offset, @Size int n) {
    long address = region.pin(offset, size(n));
    try {
      return context.sys().inPlace().write(context.number(fd), address, n, region.name(), offset);
    } finally {
      region.unpin();
    }
  }

  @Command(
      summary = "write at an offset without changing the file offset",
      man = "pwrite(2)",
      saves = SavedAs.RESULT,
      blocks = true,
      examples =
          """
          f = open '/tmp/ipcsh-example', O_CREAT | O_RDWR | O_TRUNC
          pwrite f, 'xy', 2       //=> 2
          read f                  //=> 4 bytes 00 00 78 79
          unlink '/tmp/ipcsh-example'
          """)
  public int pwrite(Fd fd, byte[] data, long offset) {
    return context.sys().files().pwrite(context.number(fd), data, offset);
  }

  @Command(
      summary = "reposition the file offset of an open file description",
      man = "lseek(2)",
      saves = SavedAs.RESULT,
      examples =
          """
          f = open '/tmp/ipcsh-example', O_CREAT | O_RDWR | O_TRUNC
          write f, 'abcdef'
          lseek f, -2, SEEK_END  //=> 4
          read f                 //=> 2 bytes "ef"
          unlink '/tmp/ipcsh-example'
          """)
  public Number lseek(Fd fd, long offset, @Default("SEEK_SET") @Flags("SEEK_") int whence) {
    return narrowed(context.sys().files().lseek(context.number(fd), offset, whence));
  }

  /** An int if it fits, as a literal of the language is. */
  static Number narrowed(long value) {
    return value == (int) value ? (Number) (int) value : (Number) value;
  }

  @Command(
      summary = "truncate or extend a file to a length",
      man = "ftruncate(2)",
      examples =
          """
          f = open '/tmp/ipcsh-example', O_CREAT | O_RDWR | O_TRUNC
          ftruncate f, 4096      //=> 0
          lseek f, 0, SEEK_END   //=> 4096
          unlink '/tmp/ipcsh-example'
          """)
  public int ftruncate(Fd fd, long length) {
    return context.sys().files().ftruncate(context.number(fd), length);
  }

  @Command(
      summary = "get or set descriptor flags, status flags, pipe size, seals, record locks",
      man = "fcntl(2)",
      blocks = true,
      details =
          """
          F_SETLK and F_SETLKW place or remove a lock of the process on a range of bytes, as
          [type: F_WRLCK, whence: SEEK_SET, start: 0, len: 0]; missing fields are 0, and len: 0
          means to the end of the file. type is F_RDLCK, F_WRLCK or F_UNLCK. F_GETLK returns the
          map of a conflicting lock, with .pid, or with type F_UNLCK if there is none. Such locks
          are released when the process closes any descriptor of the file, and are not inherited
          by a child. F_OFD_SETLK, F_OFD_SETLKW and F_OFD_GETLK do the same with locks of the open
          file description. A lease (F_SETLEASE) that another process breaks is announced by
          SIGIO, which terminates a process that does not handle it; F_SETSIG chooses another
          signal.""",
      examples =
          """
          (r, w) = pipe()
          fcntl w, F_SETPIPE_SZ, 100000                        //=> 131072
          fcntl r, F_SETFL, O_NONBLOCK                         //=> 0
          fails(EAGAIN) { read r }
          fcntl(r, F_GETFL) & O_NONBLOCK                       //=> 2048
          f = open '/tmp/ipcsh-example', O_CREAT | O_RDWR
          fcntl f, F_SETLK, [type: F_WRLCK, start: 0, len: 10]  //=> 0
          g = open '/tmp/ipcsh-example', O_RDWR
          fcntl g, F_OFD_GETLK, [type: F_WRLCK]                //=> [type:F_WRLCK, whence:SEEK_SET, start:0, len:10, pid:...]
          fcntl f, F_DUPFD_QUERY, g                            //=> 0
          unlink '/tmp/ipcsh-example'
          """)
  public Object fcntl(
      Fd fd,
      @Flags("F_") int cmd,
      @Default("0") @Flags({"O_", "FD_", "F_SEAL_", "F_RDLCK"}) Object arg) {
    if (RecordLock.isTakenBy(cmd)) {
      return RecordLocks.fcntl(context, fd, cmd, arg);
    }
    long number = number(cmd, arg);
    if (number != 0 && !NUMBER_COMMANDS.contains(cmd)) {
      throw new IllegalArgumentException(
          "cmd: expected a command whose argument is a number, given "
              + context.constants().render("F_", cmd));
    }
    if (cmd == FileConstants.F_SETFL) {
      context.descriptors().expectFree(fd);
    }
    int result = context.sys().files().fcntl(context.number(fd), cmd, number);
    if (cmd == FileConstants.F_DUPFD || cmd == FileConstants.F_DUPFD_CLOEXEC) {
      context.opened(result);
    }
    return result;
  }

  private long number(int cmd, Object arg) {
    if (arg instanceof Fd other) {
      return context.number(other);
    }
    if (arg instanceof Map) {
      throw new IllegalArgumentException(
          "arg: expected a number for "
              + context.constants().render("F_", cmd)
              + ", given a map, which F_SETLK takes");
    }
    try {
      return (Long) Conversion.longNumber(arg);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("arg: " + e.getMessage(), e);
    }
  }

  @Command(
      summary = "control a file or socket: FIONREAD, SIOCOUTQ, FIONBIO and others",
      man = "ioctl(2)",
      details =
          """
          FIONREAD: the number of bytes that can be read; on a datagram socket those of the next
          datagram, on TCP those before an urgent byte. SIOCOUTQ: on TCP, the bytes that the peer
          has not acknowledged, a FIN counted as one; on AF_UNIX and UDP sockets the memory that
          they occupy, which is much more than the bytes. TIOCGWINSZ returns a map of the fields
          of struct winsize, and TIOCSWINSZ takes one.""",
      examples =
          """
          (r, w) = pipe()
          write w, 'hello'
          ioctl r, FIONREAD  //=> 5
          """)
  public Object ioctl(
      Fd fd, @Flags({"FIO", "SIO", "TIO"}) int request, @Default("0") Object value) {
    if (WindowSize.isRequest(request)) {
      return WindowSize.call(context.sys(), context.number(fd), request, value);
    }
    return context.sys().files().ioctl(context.number(fd), request, bits(value));
  }

  /** A number of 32 bits, signed or unsigned. */
  private static int bits(Object given) {
    long value = (Long) Conversion.longNumber(given);
    if (value != (int) value && value >>> Integer.SIZE != 0) {
      throw new IllegalArgumentException("value: expected a number of 32 bits, given " + given);
    }
    return (int) value;
  }

  @Command(
      summary = "delete a name from the file system",
      man = "unlink(2)",
      examples =
          """
          mkfifo '/tmp/ipcsh-example'
          unlink '/tmp/ipcsh-example'  //=> 0
          fails(ENOENT) { unlink '/tmp/ipcsh-example' }
          """)
  public int unlink(@PathName String path) {
    return context.sys().files().unlink(required(path));
  }

  @Command(
      summary = "make a temporary directory, removed when the shell ends",
      man = "mkdtemp(3)",
      examples =
          """
          dir = scratch()  //=> /tmp/ipcsh-...
          mkfifo "$dir/fifo"
          """)
  public String scratch() {
    Scratch scratch = Scratch.make(context.kernel());
    String directory = scratch.directory().toString();
    context.createdNames().passOver(directory);
    context.atExit().addCleaning(scratch::remove);
    return directory;
  }
}
