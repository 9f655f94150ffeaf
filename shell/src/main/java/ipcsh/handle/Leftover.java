package ipcsh.handle;

import ipcsh.inspect.SysVFacts;
import ipcsh.inspect.SysVKind;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.FileId;
import ipcsh.sys.function.SysVText;
import ipcsh.sys.text.EscapedText;
import java.time.Instant;

/**
 * An object outside the shell that its session has created and that still exists: a name, recorded
 * by {@link CreatedNames}, or a process. Prints as {@code socket /tmp/x since 10:15:02}.
 */
public final class Leftover {
  /** The kinds of objects. */
  public enum Kind {
    /** A socket bound to a pathname. */
    SOCKET("socket"),
    /** A FIFO. */
    FIFO("FIFO"),
    /** A file created with O_CREAT. */
    FILE("file"),
    /** A directory. */
    DIRECTORY("directory"),
    /** A symbolic link. */
    SYMLINK("symbolic link"),
    /** A shared memory object, shm_open(3). */
    MEMORY("shared memory"),
    /** A named semaphore. */
    SEMAPHORE("semaphore"),
    /** A POSIX message queue. */
    QUEUE("queue"),
    /** A System V message queue. */
    SYSV_QUEUE(SysVKind.QUEUE),
    /** A set of System V semaphores. */
    SYSV_SEMAPHORES(SysVKind.SEMAPHORES),
    /** A segment of System V shared memory. */
    SYSV_SEGMENT(SysVKind.SEGMENT),
    /** A network of hosts that are namespaces. */
    NETWORK("network"),
    /** A running child. */
    PROCESS("process");

    private final String shown;
    private final SysVKind sysV;

    Kind(String shown) {
      this.shown = shown;
      this.sysV = null;
    }

    Kind(SysVKind sysV) {
      this.shown = sysV.toString();
      this.sysV = sysV;
    }

    /** The kind of System V object that is known by its ID; null for what has a name. */
    SysVKind sysV() {
      return sysV;
    }

    static Kind of(SysVKind kind) {
      return switch (kind) {
        case QUEUE -> SYSV_QUEUE;
        case SEMAPHORES -> SYSV_SEMAPHORES;
        case SEGMENT -> SYSV_SEGMENT;
      };
    }

    /** The kind for a file type, one of the S_IF constants. */
    static Kind of(int type) {
      return switch (type) {
        case FileConstants.S_IFSOCK -> SOCKET;
        case FileConstants.S_IFIFO -> FIFO;
        case FileConstants.S_IFDIR -> DIRECTORY;
        case FileConstants.S_IFLNK -> SYMLINK;
        default -> FILE;
      };
    }

    /** The path of the name in the file system. */
    String path(String name) {
      return switch (this) {
        case MEMORY -> "/dev/shm/" + name.replaceFirst("^/+", "");
        case SEMAPHORE -> "/dev/shm/sem." + name.replaceFirst("^/+", "");
        case QUEUE -> "/dev/mqueue/" + name.replaceFirst("^/+", "");
        default -> name;
      };
    }

    /** Whether a name is valid for this kind, so that its path is unambiguous. */
    boolean isNamedWell(String name) {
      if (sysV != null) {
        return name.matches("\\d{1,10}") && Long.parseLong(name) <= Integer.MAX_VALUE;
      }
      return isPath()
          ? name.startsWith("/") && !(name + "/").contains("/../")
          : this != PROCESS && this != NETWORK && name.matches("/?[^/]+");
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

    /** Whether its name is a path. */
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
  private SysVFacts object;

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
   * A name at an absolute path, which refers to this file; {@code by} is a role, or null, and
   * {@code user} the user of that role, or null if it is the user of this shell.
   */
  static Leftover name(Kind kind, String name, String path, FileId id, String by, User user) {
    return new Leftover(kind, name, path, id, null, Instant.now(), by, user);
  }

  /** The same under its new name. */
  Leftover renamed(String itsPath) {
    return new Leftover(kind, itsPath, itsPath, id, null, since, by, user);
  }

  /** A System V object; the name is its ID. */
  static Leftover object(SysVFacts object, String by, User user) {
    Leftover made =
        new Leftover(
            Kind.of(object.kind()),
            String.valueOf(object.id()),
            null,
            null,
            null,
            Instant.now(),
            by,
            user);
    made.object = object;
    return made;
  }

  /** A network, named by its hosts. */
  public static Leftover network(String hosts, Instant since) {
    return new Leftover(Kind.NETWORK, hosts, null, null, null, since, null, null);
  }

  /** A running child. */
  public static Leftover process(int pid, String name) {
    Instant since =
        ProcessHandle.of(pid).flatMap(p -> p.info().startInstant()).orElseGet(Instant::now);
    return new Leftover(Kind.PROCESS, name, null, null, pid, since, null, null);
  }

  /** Its kind. */
  public Kind getKind() {
    return kind;
  }

  /**
   * What removes it: a path, {@code /name}, the ID of a System V object; of a process what runs.
   */
  public String getName() {
    return name;
  }

  /** Where its name stands in the file system; null for a process and for a System V object. */
  public String getPath() {
    return path;
  }

  /** The process ID, or null. */
  public Integer getPid() {
    return pid;
  }

  /** The time of its creation. */
  public Instant getSince() {
    return since;
  }

  /** The role that created it, or null for this shell. */
  public String getBy() {
    return by;
  }

  /** The other user whose role created it, or null. */
  public User user() {
    return user;
  }

  /** The System V object as it was made, null for what has a name. */
  public SysVFacts object() {
    return object;
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
        + (object == null ? "" : "  " + SysVText.key(object.key()))
        + "  since "
        + LocalClock.time(since)
        + (by == null ? "" : "  by " + by);
  }
}
