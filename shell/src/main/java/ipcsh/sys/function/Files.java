package ipcsh.sys.function;

import ipcsh.sys.abi.Arena;
import ipcsh.sys.abi.CallText;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.FileId;
import ipcsh.sys.abi.FileStatus;
import ipcsh.sys.abi.NativeMemory;
import ipcsh.sys.invoke.NativeFunction;
import ipcsh.sys.invoke.SyscallInvoker;
import ipcsh.sys.text.KernelText;
import ipcsh.sys.text.Octal;

/**
 * Files and descriptors: {@code open(2)}, {@code read(2)}, {@code fcntl(2)} and related functions.
 */
public final class Files extends Functions {
  private static final int AT_FDCWD = -100;

  private static final NativeFunction OPENAT =
      NativeFunction.of("openat", "dirfd path O_ mode").as("open").blocking();
  private static final NativeFunction CLOSE = NativeFunction.of("close", "fd").blocking();
  private static final NativeFunction DUP = NativeFunction.of("dup", "fd");
  private static final NativeFunction DUP2 = NativeFunction.of("dup2", "fd fd");
  private static final NativeFunction READ =
      NativeFunction.of("read", "fd out size").wide().blocking();
  private static final NativeFunction PREAD =
      NativeFunction.of("pread64", "fd out size long").as("pread").wide().blocking();
  private static final NativeFunction WRITE =
      NativeFunction.of("write", "fd in size").wide().blocking();
  private static final NativeFunction PWRITE =
      NativeFunction.of("pwrite64", "fd in size long").as("pwrite").wide().blocking();
  private static final NativeFunction LSEEK = NativeFunction.of("lseek", "fd long SEEK_").wide();
  private static final NativeFunction FTRUNCATE =
      NativeFunction.of("ftruncate", "fd length").blocking();
  private static final NativeFunction FCNTL = NativeFunction.of("fcntl", "fd F_ fcntl").blocking();
  private static final NativeFunction FLOCK = NativeFunction.of("flock", "fd LOCK_").blocking();
  private static final NativeFunction IOCTL = NativeFunction.of("ioctl", "fd ioctl outint");
  private static final NativeFunction UNLINK = NativeFunction.of("unlink", "path");

  /** The non-blocking variants: an interrupt is left for the next call. */
  private static final NativeFunction OPEN_DIRECTORY =
      NativeFunction.of("openat", "dirfd path O_ mode").silent();

  private static final NativeFunction OWN_FCNTL =
      NativeFunction.of("fcntl", "fd F_ fcntl").silent();
  private static final NativeFunction LET_GO = NativeFunction.of("close", "fd").silent();
  private static final NativeFunction UNLINKAT =
      NativeFunction.of("unlinkat", "dirfd path int").as("unlink");
  private static final NativeFunction READLINK =
      NativeFunction.of("readlink", "path out size").wide();

  private static final NativeFunction STATX = NativeFunction.of("statx", "dirfd path int int ptr");
  private static final NativeFunction GETXATTR =
      NativeFunction.of("getxattr", "path path ptr size").wide();

  /** Uses cached attributes: no file server is queried. */
  public static final int AT_STATX_DONT_SYNC = 0x4000;

  public static final int AT_SYMLINK_NOFOLLOW = 0x100;

  /** The maximum size of an attribute's value. */
  private static final int ATTRIBUTE = 256;

  /** The size field of a request has 14 bits: the maximum that an ioctl writes. */
  private static final int LARGEST_IOCTL = 1 << 14;

  public Files(SyscallInvoker invoker) {
    super(invoker);
  }

  /** {@code open(2)}; blocks for a FIFO without a peer. */
  public int open(String path, int flags, int mode) {
    NativeMemory name = fresh().string(path);
    long made =
        flags & (FileConstants.O_CREAT | FileConstants.O_TMPFILE & ~FileConstants.O_DIRECTORY);
    int fd =
        (int) invoker.call(OPENAT, AT_FDCWD, name.address(), flags, made != 0 ? mode : 0, 0, 0);
    if (fd == -1) {
      throw failure("open", path, flags("O_", flags), made == 0 ? NOTHING : Octal.of(mode));
    }
    return fd;
  }

  /** {@code close(2)}. */
  public int close(int fd) {
    return check(invoker.call(CLOSE, fd, 0, 0, 0, 0, 0), "close", fd, NOTHING);
  }

  /** {@code dup(2)}. */
  public int dup(int fd) {
    return check(invoker.call(DUP, fd, 0, 0, 0, 0, 0), "dup", fd, NOTHING);
  }

  /** {@code dup2(2)}. */
  public int dup2(int fd, int number) {
    return check(invoker.call(DUP2, fd, number, 0, 0, 0, 0), "dup2", fd, number);
  }

  /** {@code read(2)}: the bytes, none at end of file. */
  public byte[] read(int fd, int n) {
    NativeMemory buffer = fresh().take(n);
    long got = invoker.call(READ, fd, buffer.address(), n, 0, 0, 0);
    if (got == -1) {
      throw failure("read", fd, n);
    }
    return buffer.get(0, (int) got);
  }

  /** {@code pread(2)}. */
  public byte[] pread(int fd, int n, long offset) {
    NativeMemory buffer = fresh().take(n);
    long got = invoker.call(PREAD, fd, buffer.address(), n, offset, 0, 0);
    if (got == -1) {
      throw failure("pread", fd, n, offset);
    }
    return buffer.get(0, (int) got);
  }

  /** {@code write(2)}: the number of bytes written. */
  public int write(int fd, byte[] data) {
    NativeMemory buffer = fresh().store(data);
    return check(
        invoker.call(WRITE, fd, buffer.address(), data.length, 0, 0, 0), "write", fd, data);
  }

  /** {@code pwrite(2)}. */
  public int pwrite(int fd, byte[] data, long offset) {
    NativeMemory buffer = fresh().store(data);
    long put = invoker.call(PWRITE, fd, buffer.address(), data.length, offset, 0, 0);
    if (put == -1) {
      throw failure("pwrite", fd, data, offset);
    }
    return (int) put;
  }

  /** {@code lseek(2)}: the new offset from the beginning. */
  public long lseek(int fd, long offset, int whence) {
    long where = invoker.call(LSEEK, fd, offset, whence, 0, 0, 0);
    if (where == -1) {
      throw failure("lseek", fd, offset, CallText.constant("SEEK_", whence));
    }
    return where;
  }

  /** {@code ftruncate(2)}. */
  public int ftruncate(int fd, long length) {
    return check(invoker.call(FTRUNCATE, fd, length, 0, 0, 0, 0), "ftruncate", fd, length);
  }

  /** {@code fcntl(2)} with a number as its third argument. */
  public int fcntl(int fd, int command, long argument) {
    long result = invoker.call(FCNTL, fd, command, argument, 0, 0, 0);
    if (result == -1) {
      throw failure("fcntl", fd, flags("F_", command), argument(command, argument));
    }
    return (int) result;
  }

  /** The third argument of fcntl, formatted for its command. */
  private static Object argument(int command, long argument) {
    return switch (command) {
      case FileConstants.F_SETFL -> constant("O_", argument);
      case FileConstants.F_SETFD -> constant("FD_", argument);
      case FileConstants.F_ADD_SEALS -> constant("F_SEAL_", argument);
      case FileConstants.F_SETSIG -> constant("SIG", argument);
      case FileConstants.F_SETLEASE -> argument;
      default -> argument == 0 ? NOTHING : argument;
    };
  }

  /** {@code flock(2)}. */
  public int flock(int fd, int operation) {
    return check(
        invoker.call(FLOCK, fd, operation, 0, 0, 0, 0), "flock", fd, constant("LOCK_", operation));
  }

  /**
   * {@code ioctl(2)} with a pointer to an int, read and written: FIONREAD, SIOCOUTQ, FIONBIO.
   *
   * @return the int after the call
   */
  public int ioctl(int fd, int request, int value) {
    NativeMemory number = fresh().take(LARGEST_IOCTL).putInt(0, value).putInt(4, 0).putLong(8, 0);
    if (invoker.call(IOCTL, fd, request, number.address(), 0, 0, 0) == -1) {
      throw failure("ioctl", fd, CallText.request(request));
    }
    return number.getInt(0);
  }

  /** {@code unlink(2)}. */
  public int unlink(String path) {
    NativeMemory name = fresh().string(path);
    return check(invoker.call(UNLINK, name.address(), 0, 0, 0, 0, 0), "unlink", path, NOTHING);
  }

  /**
   * Opens a directory to look up names in it, {@code open(2)} with O_PATH, with a number of at
   * least {@code least} if one is free; not interruptible.
   */
  public int holdDirectory(String path, int least) {
    NativeMemory name = fresh().string(path);
    int flags = FileConstants.O_PATH | FileConstants.O_DIRECTORY | FileConstants.O_CLOEXEC;
    int number = (int) invoker.call(OPEN_DIRECTORY, AT_FDCWD, name.address(), flags, 0, 0, 0);
    if (number == -1) {
      throw failure("open", path, flags("O_", flags));
    }
    int high = (int) invoker.call(OWN_FCNTL, number, FileConstants.F_DUPFD_CLOEXEC, least, 0, 0, 0);
    if (high == -1) {
      return number;
    }
    letGo(number);
    return high;
  }

  /**
   * {@code fcntl(2)} with F_DUPFD_CLOEXEC: a duplicate with the lowest free number that is at least
   * {@code least}; not interruptible.
   */
  public int duplicate(int number, int least) {
    int made = (int) invoker.call(OWN_FCNTL, number, FileConstants.F_DUPFD_CLOEXEC, least, 0, 0, 0);
    if (made == -1) {
      throw failure("fcntl", number, constant("F_", FileConstants.F_DUPFD_CLOEXEC), least);
    }
    return made;
  }

  /** {@code fcntl(2)} with F_SETFD and FD_CLOEXEC; not interruptible. */
  public void closeOnExec(int number) {
    invoker.call(OWN_FCNTL, number, FileConstants.F_SETFD, FileConstants.FD_CLOEXEC, 0, 0, 0);
  }

  /** {@code close(2)} of an internal descriptor; not interruptible, and errors are ignored. */
  public void letGo(int number) {
    invoker.call(LET_GO, number, 0, 0, 0, 0, 0);
  }

  /**
   * {@code unlinkat(2)}: a name in the directory that is open as {@code directory}.
   *
   * @param path the path for error messages
   */
  public int unlink(int directory, String name, String path) {
    NativeMemory inDirectory = fresh().string(name);
    return check(
        invoker.call(UNLINKAT, directory, inDirectory.address(), 0, 0, 0, 0),
        "unlink",
        path,
        NOTHING);
  }

  /** {@code statx(2)}: the status of a file, following links. */
  public FileStatus stat(String path) {
    FileStatus status = statx(AT_FDCWD, path, AT_STATX_DONT_SYNC);
    if (status == null) {
      throw failure("statx", path);
    }
    return status;
  }

  /** {@code statx(2)}: the same without following a symbolic link. */
  public FileStatus lstat(String path) {
    FileStatus status = statx(AT_FDCWD, path, AT_STATX_DONT_SYNC | AT_SYMLINK_NOFOLLOW);
    if (status == null) {
      throw failure("statx", path);
    }
    return status;
  }

  /**
   * {@code statx(2)}: the identity of a file, without following a symbolic link; null if it does
   * not exist, or is not accessible.
   */
  public FileId identity(String path) {
    return identity(AT_FDCWD, path);
  }

  /** The same for a name in the directory that is open as {@code directory}. */
  public FileId identity(int directory, String name) {
    FileStatus status = statx(directory, name, AT_SYMLINK_NOFOLLOW);
    return status == null ? null : status.id();
  }

  private FileStatus statx(int directory, String path, int flags) {
    Arena arena = fresh();
    NativeMemory name = arena.string(path);
    NativeMemory status = arena.take(FileStatus.STRUCT_SIZE);
    int wanted = FileStatus.STATX_BASIC_STATS | FileStatus.STATX_BTIME;
    long result =
        invoker.call(STATX, directory, name.address(), flags, wanted, status.address(), 0);
    if (result == -1 && invoker.unanswered()) {
      throw failure("statx", path);
    }
    return result == -1 ? null : FileStatus.read(status);
  }

  /** {@code readlink(2)}: the target of a symbolic link. */
  public String readlink(String path) {
    Arena arena = fresh();
    NativeMemory name = arena.string(path);
    NativeMemory target = arena.take(4096);
    long length = invoker.call(READLINK, name.address(), target.address(), 4096, 0, 0, 0);
    if (length == -1) {
      throw failure("readlink", path);
    }
    return KernelText.decode(target.get(0, (int) length));
  }

  /** {@code getxattr(2)}: an attribute of a file as text, without a NUL at its end. */
  public String getxattr(String path, String attribute) {
    Arena arena = fresh();
    NativeMemory name = arena.string(path);
    NativeMemory wanted = arena.string(attribute);
    NativeMemory value = arena.take(ATTRIBUTE);
    long length =
        invoker.call(GETXATTR, name.address(), wanted.address(), value.address(), ATTRIBUTE, 0, 0);
    if (length == -1) {
      throw failure("getxattr", path, attribute);
    }
    return KernelText.decode(value.get(0, (int) length)).replace("\0", "");
  }
}
