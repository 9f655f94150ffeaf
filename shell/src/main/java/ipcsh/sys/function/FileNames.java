package ipcsh.sys.function;

import ipcsh.sys.abi.Arena;
import ipcsh.sys.abi.FileAttributes;
import ipcsh.sys.abi.FileSystemConstants;
import ipcsh.sys.abi.NativeMemory;
import ipcsh.sys.abi.SystemCallNumbers;
import ipcsh.sys.invoke.NativeFunction;
import ipcsh.sys.invoke.SyscallInvoker;
import ipcsh.sys.text.KernelText;
import ipcsh.sys.text.Octal;

/**
 * File names and attributes: {@code stat(2)}, {@code chmod(2)}, {@code chown(2)}, {@code
 * access(2)}, {@code umask(2)}, {@code mkdir(2)}, {@code rename(2)}, {@code link(2)}, {@code
 * symlink(2)}.
 */
public final class FileNames extends Functions {
  private static final int AT_FDCWD = -100;

  /** The maximum length of a path in the kernel, without the NUL. */
  private static final int LONGEST_TARGET = 4095;

  private static final NativeFunction STAT =
      NativeFunction.of("syscall", "long dirfd path outstat AT_")
          .wide()
          .shownAs("newfstatat")
          .as("stat");
  private static final NativeFunction LSTAT = STAT.as("lstat");
  private static final NativeFunction FSTAT =
      NativeFunction.of("syscall", "long fd outstat").wide().shownAs("fstat");
  private static final NativeFunction CHMOD = NativeFunction.of("chmod", "path perms");
  private static final NativeFunction FCHMOD = NativeFunction.of("fchmod", "fd perms");
  private static final NativeFunction CHOWN = NativeFunction.of("chown", "path id id");
  private static final NativeFunction FCHOWN = NativeFunction.of("fchown", "fd id id");
  private static final NativeFunction ACCESS =
      NativeFunction.of("access", "path R_OK,W_OK,X_OK,F_OK");
  private static final NativeFunction UMASK = NativeFunction.of("umask", "perms");
  private static final NativeFunction MKDIR = NativeFunction.of("mkdir", "path perms");
  private static final NativeFunction RMDIR = NativeFunction.of("rmdir", "path");
  private static final NativeFunction RENAME = NativeFunction.of("rename", "path path");
  private static final NativeFunction LINK = NativeFunction.of("link", "path path");
  private static final NativeFunction SYMLINK = NativeFunction.of("symlink", "path path");
  private static final NativeFunction READLINK =
      NativeFunction.of("readlink", "path out size").wide();
  private static final NativeFunction UNLINKAT =
      NativeFunction.of("unlinkat", "dirfd path AT_").as("rmdir");

  public FileNames(SyscallInvoker invoker) {
    super(invoker);
  }

  /** {@code stat(2)}: follows symbolic links. */
  public FileAttributes stat(String path) {
    return stat(STAT, path, 0);
  }

  /** {@code lstat(2)}: does not follow a symbolic link. */
  public FileAttributes lstat(String path) {
    return stat(LSTAT, path, FileSystemConstants.AT_SYMLINK_NOFOLLOW);
  }

  private FileAttributes stat(NativeFunction function, String path, int flags) {
    Arena arena = fresh();
    NativeMemory name = arena.string(path);
    NativeMemory stat = arena.take(FileAttributes.STRUCT_SIZE);
    long result =
        invoker.call(
            function,
            SystemCallNumbers.NEWFSTATAT,
            AT_FDCWD,
            name.address(),
            stat.address(),
            flags,
            0);
    if (result == -1) {
      throw failure(function.called(), path);
    }
    return FileAttributes.read(stat);
  }

  /** {@code fstat(2)}. */
  public FileAttributes fstat(int fd) {
    NativeMemory stat = fresh().take(FileAttributes.STRUCT_SIZE);
    check(
        invoker.call(FSTAT, SystemCallNumbers.FSTAT, fd, stat.address(), 0, 0, 0),
        "fstat",
        fd,
        NOTHING);
    return FileAttributes.read(stat);
  }

  /** {@code chmod(2)}. */
  public int chmod(String path, int mode) {
    NativeMemory name = fresh().string(path);
    return check(
        invoker.call(CHMOD, name.address(), mode, 0, 0, 0, 0), "chmod", path, Octal.of(mode));
  }

  /** {@code fchmod(2)}. */
  public int fchmod(int fd, int mode) {
    return check(invoker.call(FCHMOD, fd, mode, 0, 0, 0, 0), "fchmod", fd, Octal.of(mode));
  }

  /** {@code chown(2)}; -1 leaves the user or the group as it is. */
  public int chown(String path, int uid, int gid) {
    NativeMemory name = fresh().string(path);
    if (invoker.call(CHOWN, name.address(), uid, gid, 0, 0, 0) == -1) {
      throw failure("chown", path, id(uid), id(gid));
    }
    return 0;
  }

  /** {@code fchown(2)}. */
  public int fchown(int fd, int uid, int gid) {
    if (invoker.call(FCHOWN, fd, uid, gid, 0, 0, 0) == -1) {
      throw failure("fchown", fd, id(uid), id(gid));
    }
    return 0;
  }

  /** A user or group ID as text: unsigned, except for -1. */
  private static Object id(int id) {
    return word(id == -1 ? "-1" : Integer.toUnsignedString(id));
  }

  /** {@code access(2)}: checks permissions for the real user: F_OK, R_OK, W_OK, X_OK. */
  public int access(String path, int mode) {
    NativeMemory name = fresh().string(path);
    return check(
        invoker.call(ACCESS, name.address(), mode, 0, 0, 0, 0),
        "access",
        path,
        constant("R_OK,W_OK,X_OK,F_OK", mode));
  }

  /** {@code umask(2)}: returns the previous mask; fails only if the child has ended. */
  public int umask(int mask) {
    return check(invoker.call(UMASK, mask, 0, 0, 0, 0, 0), "umask", Octal.of(mask), NOTHING);
  }

  /** {@code mkdir(2)}. */
  public int mkdir(String path, int mode) {
    NativeMemory name = fresh().string(path);
    return check(
        invoker.call(MKDIR, name.address(), mode, 0, 0, 0, 0), "mkdir", path, Octal.of(mode));
  }

  /** {@code rmdir(2)}. */
  public int rmdir(String path) {
    NativeMemory name = fresh().string(path);
    return check(invoker.call(RMDIR, name.address(), 0, 0, 0, 0, 0), "rmdir", path, NOTHING);
  }

  /**
   * {@code unlinkat(2)} with AT_REMOVEDIR: a directory in the directory that is open as {@code
   * directory}.
   *
   * @param path the path for error messages
   */
  public int rmdir(int directory, String name, String path) {
    NativeMemory inDirectory = fresh().string(name);
    return check(
        invoker.call(
            UNLINKAT, directory, inDirectory.address(), FileSystemConstants.AT_REMOVEDIR, 0, 0, 0),
        "rmdir",
        path,
        NOTHING);
  }

  /** {@code rename(2)}: replaces an existing file with the new name. */
  public int rename(String from, String to) {
    return two(RENAME, from, to);
  }

  /** {@code link(2)}: another name for a file. */
  public int link(String from, String to) {
    return two(LINK, from, to);
  }

  /** {@code symlink(2)}: a symbolic link to {@code target}, which need not exist. */
  public int symlink(String target, String path) {
    return two(SYMLINK, target, path);
  }

  private int two(NativeFunction function, String first, String second) {
    Arena arena = fresh();
    NativeMemory one = arena.string(first);
    NativeMemory other = arena.string(second);
    return check(
        invoker.call(function, one.address(), other.address(), 0, 0, 0, 0),
        function.name(),
        first,
        second);
  }

  /** {@code readlink(2)}: where a symbolic link points. */
  public String readlink(String path) {
    Arena arena = fresh();
    NativeMemory name = arena.string(path);
    NativeMemory target = arena.take(LONGEST_TARGET);
    long length = invoker.call(READLINK, name.address(), target.address(), LONGEST_TARGET, 0, 0, 0);
    if (length == -1) {
      throw failure("readlink", path);
    }
    return KernelText.decode(target.get(0, (int) length));
  }
}
