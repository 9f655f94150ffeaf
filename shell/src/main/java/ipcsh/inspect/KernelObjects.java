package ipcsh.inspect;

import ipcsh.sys.Sys;
import ipcsh.sys.abi.FileConstants;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Creates the kernel objects of one look, each once, however many open file descriptions refer to
 * it.
 */
final class KernelObjects implements AutoCloseable {
  private static final String MEMFD = "/memfd:";
  private static final String SHM = "/dev/shm/";

  private static final String REMOVED = " (deleted)";

  private final SocketTables sockets;
  private final DescriptorContents contents;
  private final Map<String, RawDescriptor> writers = new HashMap<>();
  private final Map<String, KernelObject> made = new HashMap<>();

  KernelObjects(Sys sys) {
    this.contents = new DescriptorContents(sys);
    this.sockets = new SocketTables(sys, contents);
  }

  /**
   * Registers the groups before they are queried: for example, only the write end of a pipe has its
   * O_DIRECT flag.
   */
  void meet(Collection<DescriptionMatcher.Group> groups) {
    for (DescriptionMatcher.Group group : groups) {
      RawDescriptor raw = group.first();
      boolean writes = (raw.info().flags() & OpenFileDescription.ACCESS) != FileConstants.O_RDONLY;
      if (!raw.isAnonymous() && raw.type() == FileConstants.S_IFIFO && writes) {
        writers.merge(raw.object(), raw, KernelObjects::packetsFirst);
      }
    }
  }

  private static RawDescriptor packetsFirst(RawDescriptor one, RawDescriptor other) {
    return (one.info().flags() & FileConstants.O_DIRECT) != 0 ? one : other;
  }

  /** The sockets. */
  SocketTables sockets() {
    return sockets;
  }

  /** The object to which a group of descriptors refers. */
  KernelObject of(DescriptionMatcher.Group group) {
    RawDescriptor raw = group.first();
    if (raw.isAnonymous()) {
      Holder first = raw.holder();
      String id = "description:" + first.pid() + "/" + first.number();
      KernelObject object = AnonymousObjects.of(id, raw.link(), raw.info());
      return object instanceof ProcessObject process && process.isOver()
          ? process.ended(contents.end(first))
          : object;
    }
    TerminalObject master = TerminalObject.of(raw.link(), raw.info());
    if (master != null) {
      return made.computeIfAbsent(master.id(), first -> master);
    }
    String id = raw.object();
    KernelObject known = made.get(id);
    if (known == null) {
      known = make(id, raw);
      made.put(id, known);
    }
    return known;
  }

  private KernelObject make(String id, RawDescriptor raw) {
    return switch (raw.type()) {
      case FileConstants.S_IFSOCK -> sockets.of(raw);
      case FileConstants.S_IFIFO -> pipe(id, raw);
      case FileConstants.S_IFDIR -> file(id, "directory", raw);
      case FileConstants.S_IFCHR -> file(id, "device", raw);
      case FileConstants.S_IFBLK -> file(id, "block device", raw);
      case FileConstants.S_IFREG -> memoryOrFile(id, raw);
      default -> new OtherObject(id, raw.link());
    };
  }

  private KernelObject pipe(String id, RawDescriptor raw) {
    boolean named = raw.link().startsWith("/");
    DescriptorContents.Fill fill = contents.fill(raw.holder());
    RawDescriptor writer = writers.get(id);
    boolean isPacket = writer != null && (writer.info().flags() & FileConstants.O_DIRECT) != 0;
    boolean isFull = writer != null && fill.capacity() != null && contents.isFull(writer.holder());
    return new PipeObject(
        id,
        named ? path(raw) : null,
        fill.bytes(),
        fill.capacity(),
        isPacket && fill.capacity() != null ? contents.packets(fill.capacity()) : 0,
        isFull);
  }

  private KernelObject memoryOrFile(String id, RawDescriptor raw) {
    String path = path(raw);
    long size = raw.status().size();
    if (path.startsWith(MEMFD)) {
      String name = path.substring(MEMFD.length());
      return new MemoryObject(id, "memfd", name, size, false, contents.seals(raw.holder()));
    }
    if (path.startsWith(SHM) && path.indexOf('/', SHM.length()) < 0) {
      String name = path.substring(SHM.length() - 1);
      return new MemoryObject(id, "shm", name, size, isRemoved(raw), null);
    }
    DescriptorContents.Messages queue =
        path.lastIndexOf('/') == 0 && size == QueueStatus.SIZE
            ? contents.messages(id, raw.holder())
            : null;
    return queue == null
        ? file(id, "file", raw)
        : new QueueObject(
            id,
            path,
            queue.attributes().curmsgs(),
            queue.attributes().maxmsg(),
            queue.attributes().msgsize(),
            queue.status() == null ? null : queue.status().bytes(),
            queue.status() == null ? null : queue.status().registered(),
            isRemoved(raw));
  }

  private static FileObject file(String id, String kind, RawDescriptor raw) {
    return new FileObject(id, kind, path(raw), raw.status().size(), isRemoved(raw));
  }

  private static boolean isRemoved(RawDescriptor raw) {
    return raw.link().endsWith(REMOVED);
  }

  private static String path(RawDescriptor raw) {
    String link = raw.link();
    return isRemoved(raw) ? link.substring(0, link.length() - REMOVED.length()) : link;
  }

  @Override
  public void close() {
    contents.close();
  }
}
