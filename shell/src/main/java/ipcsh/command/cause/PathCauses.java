package ipcsh.command.cause;

import static ipcsh.sys.abi.FileConstants.O_CREAT;
import static ipcsh.sys.abi.FileConstants.O_DIRECTORY;
import static ipcsh.sys.abi.FileConstants.O_NOFOLLOW;
import static ipcsh.sys.abi.FileConstants.O_TMPFILE;

import ipcsh.handle.SearchPath;
import ipcsh.inspect.Holder;
import ipcsh.inspect.Inspector;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.FailedCall;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.FileId;
import ipcsh.sys.abi.SysException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Causes of failures with paths: missing or existing names, missing permissions. */
final class PathCauses {
  private static final int ACCESS = 3;
  private static final int STICKY = 01000;

  private final FailureContext scene;
  private final FailedCall call;

  PathCauses(FailureContext scene) {
    this.scene = scene;
    this.call = scene.call();
  }

  Cause find() {
    String path = call.text();
    if (path == null) {
      return null;
    }
    return switch (call.function()) {
      case "open" -> open(path);
      case "unlink", "mkfifo" -> entry(path, call.function().equals("mkfifo"));
      case "execvp", "posix_spawnp" -> started(path);
      case "chdir", "ftok" -> way(path, false);
      case "shm_open", "shm_unlink", "sem_open", "sem_unlink" -> shared(path);
      default -> null;
    };
  }

  /**
   * What ended the resolution of a path.
   *
   * @param makes whether its last component was to be created
   */
  Cause way(String path, boolean makes) {
    if (path.isEmpty()) {
      return Cause.of("empty");
    }
    PathWalk walk = scene.walk(path);
    Cause cause = walk.stop() == null ? null : stop(walk, path, makes);
    if (cause != null) {
      return cause;
    }
    return switch (call.errno()) {
      case EACCES ->
          makes && !walk.mayWriteDirectory()
              ? Cause.of("no-entry").with("dir", walk.directory())
              : null;
      default -> null;
    };
  }

  private Cause stop(PathWalk walk, String path, boolean makes) {
    Cause here = Cause.of(walk.why()).with("path", walk.stop());
    return switch (call.errno()) {
      case ENOENT ->
          walk.stopsFor("dangling")
              ? here.with("link", walk.link())
              : walk.stopsFor("no-dir")
                  ? here
                  : walk.stopsFor("no-file")
                      ? makes ? unmade(walk, path) : missing(walk, here)
                      : null;
      case ENOTDIR ->
          walk.stopsFor("not-dir")
              ? here.with("kind", PathWalk.kind(walk.type(walk.stop())))
              : null;
      case ELOOP -> walk.stopsFor("loop") ? here : null;
      case EACCES -> walk.stopsFor("no-search") ? here : null;
      case ENAMETOOLONG -> walk.stopsFor("long") ? Cause.of("long") : null;
      default -> null;
    };
  }

  /** Why a name cannot be created although all directories exist. */
  private static Cause unmade(PathWalk walk, String path) {
    return path.endsWith("/")
        ? Cause.of("slash")
        : Cause.of("no-new").with("dir", walk.directory());
  }

  private static Cause missing(PathWalk walk, Cause here) {
    return here.with("dir", walk.directory());
  }

  private Cause open(String path) {
    long flags = call.flags("O_");
    boolean creates = (flags & O_CREAT) != 0;
    PathWalk walk = scene.walk(path);
    int type = walk.type(path);
    return switch (call.errno()) {
      case ENOENT, ENAMETOOLONG -> way(path, creates);
      case ENOTDIR -> {
        Cause way = way(path, creates);
        yield way == null && (flags & O_DIRECTORY) != 0
            ? Cause.of("directory").with("path", path).with("kind", PathWalk.kind(type))
            : way;
      }
      case ELOOP -> {
        FileId itself = walk.itself();
        boolean refused = (flags & O_NOFOLLOW) != 0;
        yield refused && itself != null && itself.type() == FileConstants.S_IFLNK
            ? Cause.of("nofollow").with("path", path)
            : way(path, creates);
      }
      case EACCES -> {
        Cause way = walk.stop() == null ? null : way(path, creates);
        yield way != null ? way : denied(walk, flags, type);
      }
      case EISDIR ->
          type == FileConstants.S_IFDIR
              ? Cause.of(creates ? "creates" : "directory").with("path", path)
              : null;
      case EEXIST ->
          walk.itself() == null
              ? null
              : Cause.of("there")
                  .with("path", path)
                  .with("kind", PathWalk.kind(walk.itself().type()));
      case ENXIO ->
          switch (type) {
            case FileConstants.S_IFSOCK -> Cause.of("socket").with("path", path);
            case FileConstants.S_IFIFO -> Cause.of("fifo").with("path", path);
            case FileConstants.S_IFCHR, FileConstants.S_IFBLK ->
                Cause.of(path.equals("/dev/tty") ? "no-terminal" : "device").with("path", path);
            default -> null;
          };
      case EINVAL ->
          (flags & O_TMPFILE) == O_TMPFILE && (flags & ACCESS) == 0
              ? Cause.of("tmpfile")
              : creates && (flags & O_DIRECTORY) != 0 ? Cause.of("creates-directory") : null;
      case ETXTBSY -> runs(path);
      default -> null;
    };
  }

  private static Cause denied(PathWalk walk, long flags, int type) {
    if (type == 0) {
      return walk.mayWriteDirectory() ? null : Cause.of("no-entry").with("dir", walk.directory());
    }
    boolean reads = (flags & ACCESS) != FileConstants.O_WRONLY;
    boolean writes = (flags & ACCESS) != 0;
    String wanted =
        reads && !walk.mayRead() ? "reading" : writes && !walk.mayWrite() ? "writing" : null;
    return wanted == null ? null : Cause.of("mode").with("wanted", wanted);
  }

  /** The process that executes a program that was to be written. */
  private Cause runs(String path) {
    try {
      FileId file = scene.sys().files().stat(scene.walk(path).reachable()).id();
      for (int pid : new Inspector(scene.sys()).everybody()) {
        if (isOf(pid, file)) {
          return Cause.of("runs").with("who", scene.name(pid));
        }
      }
    } catch (SysException gone) {
      return null;
    }
    return null;
  }

  private boolean isOf(int pid, FileId file) {
    try {
      FileId its = scene.sys().files().stat("/proc/" + pid + "/exe").id();
      return its.inode() == file.inode() && its.device() == file.device();
    } catch (SysException notReadable) {
      return false;
    }
  }

  /**
   * Why a name could not be created, or removed.
   *
   * @param makes whether it was to be created
   */
  Cause entry(String path, boolean makes) {
    PathWalk walk = scene.walk(path);
    return switch (call.errno()) {
      case ENOENT, ENOTDIR, ELOOP, ENAMETOOLONG -> way(path, makes);
      case EACCES -> {
        Cause way = way(path, true);
        yield way;
      }
      case EEXIST ->
          walk.itself() == null
              ? null
              : Cause.of(walk.itself().type() == FileConstants.S_IFDIR ? "directory" : "there")
                  .with("path", path)
                  .with("kind", PathWalk.kind(walk.itself().type()));
      case EPERM -> makes ? null : sticky(walk);
      default -> null;
    };
  }

  private Cause sticky(PathWalk walk) {
    int mode = scene.sys().files().stat(walk.reachableDirectory()).mode();
    return (mode & STICKY) == 0 ? null : Cause.of("sticky").with("dir", walk.directory());
  }

  private Cause program(String path) {
    PathWalk walk = scene.walk(path);
    int type = walk.type(path);
    return switch (call.errno()) {
      case ENOENT -> {
        Cause way = way(path, false);
        yield way != null ? way : type == FileConstants.S_IFREG ? interpreter(walk) : null;
      }
      case ENOTDIR, ELOOP, ENAMETOOLONG -> way(path, false);
      case EACCES -> {
        Cause way = walk.stop() == null ? null : way(path, false);
        yield way != null
            ? way
            : type == FileConstants.S_IFDIR
                ? Cause.of("directory").with("path", path)
                : walk.mayExecute() ? null : Cause.of("mode").with("path", path);
      }
      case ETXTBSY -> {
        FileId file = scene.sys().files().stat(walk.reachable()).id();
        List<Holder> who = scene.holders().ofFile(file);
        yield who.isEmpty() ? null : Cause.of("written").with("who", scene.who(who));
      }
      default -> null;
    };
  }

  /** The interpreter in the first line of a script. */
  private Cause interpreter(PathWalk walk) {
    String text = firstLine(walk.reachable());
    return text.startsWith("#!")
        ? Cause.of("interpreter")
            .with("interpreter", text.substring(2).strip().split("\\s+")[0])
            .with("path", call.text())
        : Cause.of("loader").with("path", call.text());
  }

  private static String firstLine(String path) {
    try (InputStream in = Files.newInputStream(Path.of(path))) {
      byte[] start = in.readNBytes(256);
      String text = new String(start, StandardCharsets.ISO_8859_1);
      int end = text.indexOf('\n');
      return end < 0 ? text : text.substring(0, end);
    } catch (IOException notReadable) {
      return "";
    }
  }

  private Cause started(String name) {
    boolean missing = call.errno() == Errno.ENOENT;
    if (missing && name.isEmpty()) {
      return Cause.of("empty");
    }
    String[] words = name.strip().split("\\s+");
    if (missing && words.length > 1 && isProgram(words[0])) {
      return Cause.of("words")
          .with("name", name)
          .with("words", "'" + String.join("', '", words) + "'");
    }
    return name.contains("/")
        ? program(name)
        : missing ? Cause.of("path").with("name", name) : null;
  }

  private boolean isProgram(String name) {
    if (name.contains("/")) {
      PathWalk walk = scene.walk(name);
      return walk.type(name) == FileConstants.S_IFREG && walk.mayExecute();
    }
    return SearchPath.isInstalled(name);
  }

  /** Shared memory objects and semaphores are files in /dev/shm. */
  private Cause shared(String name) {
    String word = name.replaceFirst("^/+", "");
    boolean isSemaphore = call.function().startsWith("sem");
    if (word.contains("/") || word.isEmpty()) {
      return Cause.of("slash");
    }
    FileId there = scene.sys().files().identity("/dev/shm/" + (isSemaphore ? "sem." : "") + word);
    return switch (call.errno()) {
      case EINVAL -> isSemaphore && there != null ? Cause.of("file") : null;
      default -> null;
    };
  }
}
