package ipcsh.command.cause;

import ipcsh.sys.Sys;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.FileId;
import ipcsh.sys.abi.SysException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Resolves a path as the kernel does, to find the component at which resolution failed. */
final class PathWalk {
  private static final int LONGEST_NAME = 255;

  private final Sys sys;
  private final String root;
  private final String path;
  private String stop;
  private String why;
  private String link;

  /**
   * Resolves it.
   *
   * @param directory the directory at which a relative path begins, as this process can reach it
   */
  PathWalk(Sys sys, String directory, String path) {
    this.sys = sys;
    this.path = path;
    this.root = path.startsWith("/") ? "" : directory + "/";
    int from = 0;
    while (stop == null && from < path.length()) {
      int slash = path.indexOf('/', from);
      int end = slash < 0 ? path.length() : slash;
      if (end > from) {
        step(path.substring(0, end), path.substring(from, end), isLast(end));
      }
      from = end + 1;
    }
  }

  private boolean isLast(int end) {
    return path.substring(end).replace("/", "").isEmpty();
  }

  private void step(String here, String name, boolean last) {
    if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
      stopAt(here, "long");
      return;
    }
    FileId its = sys.files().identity(root + here);
    if (its == null) {
      stopAt(here, last ? "no-file" : "no-dir");
      return;
    }
    if (its.type() == FileConstants.S_IFLNK) {
      link = sys.files().readlink(root + here);
      if (!Files.exists(Path.of(root + here))) {
        stopAt(here, isLoop(here) ? "loop" : "dangling");
        return;
      }
    }
    if (last) {
      return;
    }
    int type = type(here);
    if (type != FileConstants.S_IFDIR) {
      stopAt(here, "not-dir");
    } else if (!Files.isExecutable(Path.of(root + here))) {
      stopAt(here, "no-search");
    }
  }

  private boolean isLoop(String here) {
    try {
      sys.files().close(sys.files().open(root + here, FileConstants.O_PATH, 0));
      return false;
    } catch (SysException failed) {
      return failed.getErrno() == Errno.ELOOP;
    }
  }

  private void stopAt(String where, String reason) {
    stop = where;
    why = reason;
  }

  /** The path up to the component at which resolution failed; null if it succeeded. */
  String stop() {
    return stop;
  }

  /** The reason: no-file, no-dir, dangling, loop, not-dir, no-search, long. */
  String why() {
    return why;
  }

  boolean stopsFor(String reason) {
    return reason.equals(why);
  }

  /** The target of the last symbolic link on the way. */
  String link() {
    return link;
  }

  /** The whole path, as this process can reach it. */
  String reachable() {
    return root + path;
  }

  /** The file that the path names, without following a symbolic link; null if there is none. */
  FileId itself() {
    return sys.files().identity(reachable());
  }

  /** The type of the file with this name, following links; 0 if there is none. */
  int type(String here) {
    try {
      return sys.files().stat(root + here).type();
    } catch (SysException gone) {
      return 0;
    }
  }

  /** The directory of the path's last component, for users. */
  String directory() {
    String plain = path.replaceAll("/+$", "");
    int slash = plain.lastIndexOf('/');
    return slash < 0 ? "." : slash == 0 ? "/" : plain.substring(0, slash);
  }

  /** The same, as this process can reach it. */
  String reachableDirectory() {
    String directory = directory();
    return directory.startsWith("/") ? directory : root + directory;
  }

  boolean mayWriteDirectory() {
    return Files.isWritable(Path.of(reachableDirectory()));
  }

  boolean mayRead() {
    return Files.isReadable(Path.of(reachable()));
  }

  boolean mayWrite() {
    return Files.isWritable(Path.of(reachable()));
  }

  boolean mayExecute() {
    return Files.isExecutable(Path.of(reachable()));
  }

  /** A file type as a noun. */
  static String kind(int type) {
    return switch (type) {
      case FileConstants.S_IFSOCK -> "a socket";
      case FileConstants.S_IFLNK -> "a symbolic link";
      case FileConstants.S_IFREG -> "a regular file";
      case FileConstants.S_IFBLK -> "a block device";
      case FileConstants.S_IFDIR -> "a directory";
      case FileConstants.S_IFCHR -> "a character device";
      case FileConstants.S_IFIFO -> "a FIFO";
      default -> "something else";
    };
  }
}
