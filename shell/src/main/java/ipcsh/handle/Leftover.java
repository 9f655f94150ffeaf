package ipcsh.handle;

import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.FileId;
import ipcsh.sys.text.EscapedText;
import java.time.Instant;

/**
 * Something outside the shell that its session has made and that is still there: a name, kept by a
 * {@link CreatedNames}, or a process. Prints itself: {@code socket /tmp/x since 10:15:02}.
 */
public final class Leftover {
  /** What there is to leave. */
  public enum Kind {
    /** A socket's name in the file system. */
    SOCKET("socket"),
    /** A FIFO. */
    FIFO("FIFO"),
    /** A file that O_CREAT has made. */
    FILE("file"),
    /** A directory. */
    DIRECTORY("directory"),
    /** A symbolic link. */
    SYMLINK("symbolic link"),
    /** An object of shm_open. */
    MEMORY("shared memory"),
    /** A named semaphore. */
    SEMAPHORE("semaphore"),
    /** A POSIX message queue. */
    QUEUE("queue"),
    /** A child that runs. */
    PROCESS("process");

    private final String shown;

    Kind(String shown) {
      this.shown = shown;
    }

    /** What a file of a type is, one of the S_IF constants. */
    static Kind of(int type) {
      return switch (type) {
        case FileConstants.S_IFSOCK -> SOCKET;
        case FileConstants.S_IFIFO -> FIFO;
        case FileConstants.S_IFDIR -> DIRECTORY;
        case FileConstants.S_IFLNK -> SYMLINK;
        default -> FILE;
      };
    }

    /** Where in the file system such a thing has its name. */
    String path(String name) {
      return switch (this) {
        case MEMORY -> "/dev/shm/" + name.replaceFirst("^/+", "");
        case SEMAPHORE -> "/dev/shm/sem." + name.replaceFirst("^/+", "");
        case QUEUE -> "/dev/mqueue/" + name.replaceFirst("^/+", "");
        default -> name;
      };
    }

    /** Whether a name is one that such a thing can have: where it stands is plain then. */
    boolean isNamedWell(String name) {
      return isPath()
          ? name.startsWith("/") && !(name + "/").contains("/../")
          : this != PROCESS && name.matches("/?[^/]+");
    }

    /** Whether a file is of this kind. */
    boolean is(FileId id) {
      int type =
          switch (this) {
            case SOCKET -> FileConstants.S_IFSOCK;
            case FIFO -> FileConstants.S_IFIFO;
            case DIRECTORY -> FileConstants.S_IFDIR;
            case SYMLINK -> FileConstants.S_IFLNK;
            default -> FileConstants.S_IFREG;
          };
      return id.type() == type;
    }

    /** Whether it is known by its path itself. */
    boolean isPath() {
      return this == SOCKET || this == FIFO || this == FILE || this == DIRECTORY || this == SYMLINK;
    }

    @Override
    public String toString() {
      return shown;
    }
  }

  private final Kind kind;
  private final String name;
  private final String path;
  private final FileId id;
  private final Integer pid;
  private final Instant since;
  private final String by;
  private final User user;

  private Leftover(
      Kind kind,
      String name,
      String path,
      FileId id,
      Integer pid,
      Instant since,
      String by,
      User user) {
    this.kind = kind;
    this.name = name;
    this.path = path;
    this.id = id;
    this.pid = pid;
    this.since = since;
    this.by = by;
    this.user = user;
  }

  /**
   * A name at an absolute path, which stands for this file; {@code by} is a role, or null, and
   * {@code user} as whom that runs, or null where it is who runs this shell.
   */
  static Leftover name(Kind kind, String name, String path, FileId id, String by, User user) {
    return new Leftover(kind, name, path, id, null, Instant.now(), by, user);
  }

  /** The same under another name, which it has now. */
  Leftover renamed(String itsPath) {
    return new Leftover(kind, itsPath, itsPath, id, null, since, by, user);
  }

  /** A child that runs. */
  public static Leftover process(int pid, String name) {
    Instant since =
        ProcessHandle.of(pid).flatMap(p -> p.info().startInstant()).orElseGet(Instant::now);
    return new Leftover(Kind.PROCESS, name, null, null, pid, since, null, null);
  }

  /** What it is. */
  public Kind getKind() {
    return kind;
  }

  /** The name that removes it: a path, {@code /name}; of a process what it runs. */
  public String getName() {
    return name;
  }

  /** Where its name stands in the file system; null for a process. */
  public String getPath() {
    return path;
  }

  /** The process number, or null. */
  public Integer getPid() {
    return pid;
  }

  /** When it was made. */
  public Instant getSince() {
    return since;
  }

  /** The role that has made it, or null for this shell. */
  public String getBy() {
    return by;
  }

  /** The other user whose role has made it, or null. */
  public User user() {
    return user;
  }

  FileId id() {
    return id;
  }

  @Override
  public String toString() {
    return kind
        + " "
        + (pid == null ? "" : pid + "  ")
        + EscapedText.word(name)
        + "  since "
        + LocalClock.time(since)
        + (by == null ? "" : "  by " + by);
  }
}
