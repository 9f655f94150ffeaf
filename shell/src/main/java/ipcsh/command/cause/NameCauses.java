package ipcsh.command.cause;

import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.FailedCall;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.FileId;
import ipcsh.sys.abi.FileStatus;
import ipcsh.sys.abi.FileSystemConstants;
import java.io.File;
import java.util.List;

/** Causes of failures with file names, of which a call may have two, and with attributes. */
final class NameCauses {
  private final FailureContext scene;
  private final FailedCall call;
  private final PathCauses paths;

  NameCauses(FailureContext scene) {
    this.scene = scene;
    this.call = scene.call();
    this.paths = new PathCauses(scene);
  }

  Cause find() {
    return switch (call.function()) {
      case "stat", "lstat" -> paths.way(path(0), false);
      case "access" -> call.errno() == Errno.EACCES ? denied() : paths.way(path(0), false);
      case "chmod", "chown" -> call.errno() == Errno.EPERM ? foreign() : paths.way(path(0), false);
      case "readlink" -> readlink();
      case "mkdir" -> paths.entry(path(0), true);
      // the target need not exist, but must not be empty
      case "symlink" -> path(0).isEmpty() ? paths.way("", false) : paths.entry(path(1), true);
      case "rmdir" -> rmdir();
      case "link", "rename" -> two();
      default -> null;
    };
  }

  /** The path that is the argument at this index. */
  private String path(int place) {
    List<Object> arguments = call.arguments();
    return place < arguments.size() && arguments.get(place) instanceof String text ? text : "";
  }

  private Cause denied() {
    Cause way = paths.way(path(0), false);
    if (way != null) {
      return way;
    }
    FileStatus file = scene.sys().files().stat(scene.walk(path(0)).reachable());
    long mode = call.number(1, 0);
    String wanted =
        (mode & FileSystemConstants.X_OK) != 0 && (file.mode() & 0111) == 0
            ? "executing"
            : (mode & FileSystemConstants.W_OK) != 0 ? "writing" : "reading";
    return Cause.of("mode")
        .with("wanted", wanted)
        .with("uid", file.uid())
        .with("mode", Long.toOctalString(file.mode() & 07777));
  }

  /** The owner of the file. */
  private Cause foreign() {
    FileStatus file = scene.sys().files().stat(scene.walk(path(0)).reachable());
    return Cause.of("owner").with("uid", file.uid());
  }

  private Cause readlink() {
    if (call.errno() != Errno.EINVAL) {
      return paths.way(path(0), false);
    }
    FileId itself = scene.walk(path(0)).itself();
    return itself == null
        ? null
        : Cause.of("no-link").with("path", path(0)).with("kind", PathWalk.kind(itself.type()));
  }

  private Cause rmdir() {
    PathWalk walk = scene.walk(path(0));
    return switch (call.errno()) {
      case ENOTEMPTY -> {
        String[] names = new File(walk.reachable()).list();
        yield names == null || names.length == 0
            ? null
            : Cause.of("holds").with("path", path(0)).with("names", some(names));
      }
      case ENOTDIR -> {
        Cause way = paths.way(path(0), false);
        FileId itself = walk.itself();
        yield way != null || itself == null
            ? way
            : Cause.of("file").with("path", path(0)).with("kind", PathWalk.kind(itself.type()));
      }
      default -> paths.entry(path(0), false);
    };
  }

  private static String some(String[] names) {
    int shown = Math.min(names.length, 3);
    String list = String.join(", ", List.of(names).subList(0, shown));
    return list + (names.length > shown ? " and " + (names.length - shown) + " more" : "");
  }

  /** Causes for a call with an old name and a new one. */
  private Cause two() {
    PathWalk old = scene.walk(path(0));
    PathWalk made = scene.walk(path(1));
    FileId from = old.itself();
    FileId to = made.itself();
    return switch (call.errno()) {
      case ENOENT, ELOOP, EACCES, ENAMETOOLONG -> {
        Cause way = paths.way(path(0), false);
        yield way != null ? way : paths.way(path(1), true);
      }
      case ENOTDIR -> {
        Cause way = paths.way(path(0), false);
        way = way != null || to != null ? way : paths.way(path(1), true);
        yield way == null && to != null && to.type() != FileConstants.S_IFDIR
            ? Cause.of("onto-file").with("path", path(1)).with("kind", PathWalk.kind(to.type()))
            : way;
      }
      case EISDIR -> Cause.of("onto-directory").with("path", path(1));
      case EEXIST ->
          to == null || call.function().equals("rename")
              ? null
              : Cause.of("there").with("path", path(1)).with("kind", PathWalk.kind(to.type()));
      case EXDEV ->
          from == null
              ? null
              : Cause.of("devices").with("path", path(0)).with("dir", made.directory());
      case EPERM ->
          from != null && from.type() == FileConstants.S_IFDIR && call.function().equals("link")
              ? Cause.of("directory").with("path", path(0))
              : null;
      default -> null;
    };
  }
}
