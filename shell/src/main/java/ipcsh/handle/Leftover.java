package ipcsh.handle;

import ipcsh.inspect.SysVFacts;
import ipcsh.inspect.SysVKind;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.FileId;
import ipcsh.sys.function.SysVText;
import ipcsh.sys.text.EscapedText;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/**
 * Something outside the shell that its session has made and that is still there: a name, kept by a
 * {@link CreatedNames}, or a process. Prints itself: {@code socket /tmp/x since 10:15:02}.
 */
public final class Leftover {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

  /** What there is to leave. */
  public enum Kind {
    /** A socket's name in the file system. */
    SOCKET("socket"),
    /** A FIFO. */
    FIFO("FIFO"),
    /** A file that O_CREAT has made. */
    FILE("file"),
    /** An object of shm_open. */
    MEMORY("shared memory"),
    /** A named semaphore. */
    SEMAPHORE("semaphore"),
    /** A System V message queue. */
    SYSV_QUEUE(SysVKind.QUEUE),
    /** A set of System V semaphores. */
    SYSV_SEMAPHORES(SysVKind.SEMAPHORES),
    /** A segment of System V shared memory. */
    SYSV_SEGMENT(SysVKind.SEGMENT),
    /** A child that runs. */
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

    /** Where in the file system such a thing has its name. */
    String path(String name) {
      return switch (this) {
        case MEMORY -> "/dev/shm/" + name.replaceFirst("^/+", "");
        case SEMAPHORE -> "/dev/shm/sem." + name.replaceFirst("^/+", "");
        default -> name;
      };
    }

    /** Whether a name is one that such a thing can have: where it stands is plain then. */
    boolean isNamedWell(String name) {
      if (sysV != null) {
        return name.matches("\\d{1,10}") && Long.parseLong(name) <= Integer.MAX_VALUE;
      }
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
            default -> FileConstants.S_IFREG;
          };
      return id.type() == type;
    }

    /** Whether it is known by its path itself. */
    boolean isPath() {
      return this == SOCKET || this == FIFO || this == FILE;
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
   * A name at an absolute path, which stands for this file; {@code by} is a role, or null, and
   * {@code user} as whom that runs, or null where it is who runs this shell.
   */
  static Leftover name(Kind kind, String name, String path, FileId id, String by, User user) {
    return new Leftover(kind, name, path, id, null, Instant.now(), by, user);
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
        + TIME.format(since)
        + (by == null ? "" : "  by " + by);
  }
}
