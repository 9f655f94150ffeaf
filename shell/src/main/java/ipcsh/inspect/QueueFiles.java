package ipcsh.inspect;

import ipcsh.sys.Sys;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.FileId;
import ipcsh.sys.abi.FileStatus;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.function.MessageQueues;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The POSIX message queues of this machine, read from their files ({@code mq_overview(7)}). Opens
 * descriptors: to be used on a thread with its own descriptor table.
 */
public final class QueueFiles {
  private static final String TYPE = " - mqueue ";
  private static final int MOUNT_POINT = 4;
  private static final String LINK = "/[^/]+( \\(deleted\\))?";
  private static final String REMOVED = " \\(deleted\\)$";

  private final Sys sys;
  private boolean complete = true;

  /** For one thread. */
  public QueueFiles(Sys sys) {
    this.sys = sys;
  }

  /**
   * A queue at the time of the look.
   *
   * @param name {@code /name}
   * @param file its file
   * @param attributes null if it may not be opened
   * @param content the status in its file, null if it may not be read
   * @param holders the holders, as far as they are visible
   * @param isRemoved whether its name has been removed
   */
  public record QueueFile(
      String name,
      FileStatus file,
      MessageQueues.Attributes attributes,
      QueueStatus content,
      List<Holder> holders,
      boolean isRemoved) {}

  /** Whether queues that are not open in any process are included. */
  public boolean isComplete() {
    return complete;
  }

  /** All visible queues, by name. */
  public List<QueueFile> all() {
    Map<FileId, List<Holder>> open = open();
    Map<FileId, QueueFile> found = new LinkedHashMap<>();
    String mounted = mountPoint();
    if (mounted != null) {
      addDirectory(mounted, open, found);
    } else {
      addUnmounted(open, found);
    }
    open.forEach(
        (id, holders) -> {
          if (!found.containsKey(id)) {
            QueueFile one = opened(holders);
            if (one != null) {
              found.put(id, one);
            }
          }
        });
    return sorted(found.values());
  }

  private static List<QueueFile> sorted(Collection<QueueFile> queues) {
    List<QueueFile> all = new ArrayList<>(queues);
    all.sort((a, b) -> a.name().compareTo(b.name()));
    return all;
  }

  /** The mount point of their file system, null if it is not mounted, or not accessible. */
  private String mountPoint() {
    for (String line : new ProcFiles(sys).text("/proc/thread-self/mountinfo").split("\n")) {
      if (line.contains(TYPE)) {
        String point = line.split(" ")[MOUNT_POINT];
        if (new File(point).list() != null) {
          return point;
        }
      }
    }
    return null;
  }

  /** Adds queues of an unmounted file system: root can mount it invisibly. */
  private void addUnmounted(Map<FileId, List<Holder>> open, Map<FileId, QueueFile> found) {
    int directory;
    try {
      directory = sys.queues().directory();
    } catch (SysException notPermitted) {
      complete = false;
      return;
    }
    try {
      addDirectory("/proc/thread-self/fd/" + directory + "/.", open, found);
    } finally {
      sys.files().close(directory);
    }
  }

  private void addDirectory(
      String directory, Map<FileId, List<Holder>> open, Map<FileId, QueueFile> found) {
    String[] names = new File(directory).list();
    if (names == null) {
      complete = false;
      return;
    }
    for (String name : names) {
      try {
        QueueFile one = look("/" + name, directory + "/" + name, List.of(), false);
        FileId id = one.file().id();
        List<Holder> holders = open.getOrDefault(id, List.of());
        found.put(
            id,
            new QueueFile(one.name(), one.file(), one.attributes(), one.content(), holders, false));
      } catch (SysException goneMeanwhile) {
        // it is none any more
      }
    }
  }

  private QueueFile look(String name, String path, List<Holder> holders, boolean isRemoved) {
    FileStatus file = sys.files().stat(path);
    RegisteredQueues.State own = RegisteredQueues.ask(file.id());
    if (own != null) {
      return new QueueFile(name, file, own.attributes(), own.status(), holders, isRemoved);
    }
    MessageQueues.Attributes attributes = null;
    QueueStatus content = null;
    try {
      int queue = sys.files().open(path, FileConstants.O_RDONLY | FileConstants.O_CLOEXEC, 0);
      try {
        attributes = sys.queues().getattr(queue);
        byte[] text = sys.files().pread(queue, QueueStatus.SIZE, 0);
        content = QueueStatus.of(new String(text, StandardCharsets.US_ASCII));
      } finally {
        sys.files().close(queue);
      }
    } catch (SysException notPermitted) {
      // only its file is known
    }
    return new QueueFile(name, file, attributes, content, holders, isRemoved);
  }

  /**
   * The holders of open queues: an open file whose name has no other slash is hardly ever anything
   * else.
   */
  private Map<FileId, List<Holder>> open() {
    Map<FileId, List<Holder>> open = new LinkedHashMap<>();
    for (Holder holder : new HolderSearch(sys).ofLink(link -> link.matches(LINK))) {
      try {
        FileStatus file = sys.files().stat(RawDescriptor.path(holder));
        if (file.type() == FileConstants.S_IFREG && file.size() == QueueStatus.SIZE) {
          open.computeIfAbsent(file.id(), id -> new ArrayList<>()).add(holder);
        }
      } catch (SysException closed) {
        // closed meanwhile
      }
    }
    return open;
  }

  /**
   * A queue that is known from its holders; null if it is another file, or was closed meanwhile.
   */
  private QueueFile opened(List<Holder> holders) {
    Holder first = holders.get(0);
    String link = new HolderSearch(sys).link(first);
    if (link == null) {
      return null;
    }
    String name = link.replaceFirst(REMOVED, "");
    try {
      QueueFile one = look(name, RawDescriptor.path(first), holders, !name.equals(link));
      return one.attributes() == null ? null : one;
    } catch (SysException closed) {
      return null;
    }
  }

  /** The threads that are blocked in a call on a queue. */
  public List<BlockedThread> waiting(QueueFile queue) {
    Inspector inspector = new Inspector(sys);
    List<BlockedThread> found = new ArrayList<>();
    queue.holders().stream()
        .map(Holder::pid)
        .distinct()
        .flatMap(pid -> inspector.waiting(pid).stream())
        .filter(one -> one.call().startsWith("mq_timed") && one.descriptor() != null)
        .filter(one -> queue.holders().contains(new Holder(one.pid(), one.descriptor())))
        .forEach(found::add);
    return found;
  }
}
