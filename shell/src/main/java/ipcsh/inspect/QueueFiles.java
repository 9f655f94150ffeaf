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
 * The POSIX message queues of this machine as their files show them ({@code mq_overview(7)}). Opens
 * descriptors: to be used where they disturb nobody.
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
   * A queue at the moment of the look.
   *
   * @param name {@code /name}
   * @param file its file
   * @param attributes null where it may not be opened
   * @param content what its file says, null where it may not be read
   * @param holders who has it open, as far as that may be seen
   * @param isRemoved whether it has that name no more
   */
  public record QueueFile(
      String name,
      FileStatus file,
      MessageQueues.Attributes attributes,
      QueueStatus content,
      List<Holder> holders,
      boolean isRemoved) {}

  /** Whether those that nobody has open are among them. */
  public boolean isComplete() {
    return complete;
  }

  /** All that can be seen, by name. */
  public List<QueueFile> all() {
    Map<FileId, List<Holder>> open = open();
    Map<FileId, QueueFile> found = new LinkedHashMap<>();
    String mounted = mountPoint();
    if (mounted != null) {
      addFolder(mounted, open, found);
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

  /** Where they are files, null where their file system is mounted nowhere that can be read. */
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

  /** Root can mount it where nobody sees it. */
  private void addUnmounted(Map<FileId, List<Holder>> open, Map<FileId, QueueFile> found) {
    int folder;
    try {
      folder = sys.queues().folder();
    } catch (SysException notPermitted) {
      complete = false;
      return;
    }
    try {
      addFolder("/proc/thread-self/fd/" + folder + "/.", open, found);
    } finally {
      sys.files().close(folder);
    }
  }

  private void addFolder(
      String folder, Map<FileId, List<Holder>> open, Map<FileId, QueueFile> found) {
    String[] names = new File(folder).list();
    if (names == null) {
      complete = false;
      return;
    }
    for (String name : names) {
      try {
        QueueFile one = look("/" + name, folder + "/" + name, List.of(), false);
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
      // then the file alone is known
    }
    return new QueueFile(name, file, attributes, content, holders, isRemoved);
  }

  /** Who has which queue open: what has no other slash in its name is seldom anything else. */
  private Map<FileId, List<Holder>> open() {
    Map<FileId, List<Holder>> open = new LinkedHashMap<>();
    for (Holder holder : new HolderSearch(sys).ofLink(link -> link.matches(LINK))) {
      try {
        FileStatus file = sys.files().stat(RawDescriptor.path(holder));
        if (file.type() == FileConstants.S_IFREG && file.size() == QueueStatus.SIZE) {
          open.computeIfAbsent(file.id(), id -> new ArrayList<>()).add(holder);
        }
      } catch (SysException closed) {
        // then it has it no more
      }
    }
    return open;
  }

  /** One that is known by who has it open; null where it is another file, or closed meanwhile. */
  private QueueFile opened(List<Holder> holders) {
    Holder first = holders.get(0);
    String link = new HolderSearch(sys).link(first);
    if (link == null) {
      return null;
    }
    String name = link.replaceFirst(REMOVED, "");
    try {
      QueueFile one = look(name, RawDescriptor.path(first), holders, !name.equals(link));
      return one.content() == null ? null : one;
    } catch (SysException closed) {
      return null;
    }
  }

  /** The threads that wait in a call on a queue. */
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
