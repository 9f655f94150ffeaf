package ipcsh.command;

import ipcsh.command.model.Conversion;
import ipcsh.handle.Descriptor;
import ipcsh.handle.Fd;
import ipcsh.handle.RemoteFd;
import ipcsh.handle.UsageException;
import ipcsh.inspect.DescriptorSnapshot;
import ipcsh.inspect.Holder;
import ipcsh.inspect.HolderSearch;
import ipcsh.inspect.Inspector;
import ipcsh.inspect.KernelObject;
import ipcsh.inspect.NamedSockets;
import ipcsh.inspect.ObjectState;
import ipcsh.inspect.OpenFileDescription;
import ipcsh.inspect.SharedMemory;
import ipcsh.inspect.Snapshot;
import ipcsh.inspect.SocketObject;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.FileId;
import ipcsh.sys.abi.SysException;
import ipcsh.view.Holding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Finds the processes that hold the object denoted by a name or a descriptor, on the observer's
 * thread.
 */
public final class HolderQuery {
  private static final List<String> NAMESPACES =
      List.of("/dev/shm", "/dev/shm/sem.", "/dev/mqueue");

  private static final Comparator<Holding> DESCRIPTORS_FIRST =
      Comparator.comparing(Holding::pid)
          .thenComparing(holding -> Integer.toUnsignedLong(holding.number()));

  private final Context context;
  private final ProcessNames names;
  private Inspector inspector;
  private HolderSearch search;

  public HolderQuery(Context context) {
    this.context = context;
    this.names = new ProcessNames(context);
  }

  /**
   * The holders.
   *
   * @throws SysException EBADF for a descriptor that is not open
   * @throws UsageException for a value that is neither a name nor a descriptor
   */
  public List<Holding> of(Object of) {
    Object asked = of instanceof Integer number ? numbered(number) : of;
    if (!(asked instanceof Descriptor) && !(asked instanceof CharSequence)) {
      throw Conversion.wanted("a name ('@x', '/tmp/x', '127.0.0.1:80') or a descriptor", of);
    }
    try {
      return context
          .unshared()
          .look(
              () -> {
                names.refresh();
                inspector = new Inspector(context.kernel().home());
                search = new HolderSearch(context.kernel().home());
                List<Holding> all =
                    asked instanceof Descriptor one ? of(one) : named(asked.toString());
                all.sort(DESCRIPTORS_FIRST);
                return all;
              });
    } catch (InterruptedException e) {
      throw new SysException(Errno.EINTR, "holders");
    }
  }

  /** A number in this process: the session's handle, or a descriptor of the shell itself. */
  private Descriptor numbered(int number) {
    Fd fd = context.descriptors().get(number);
    return fd != null
        ? fd
        : new RemoteFd(context.kernel().shell().pid(), number, "fd " + number + " of this shell");
  }

  private List<Holding> of(Descriptor one) {
    int pid = one.getPid();
    int number = one.getNumber();
    Snapshot snapshot = inspector.look(Map.of(pid, n -> n == number), inspector.everybody());
    List<DescriptorSnapshot> found = snapshot.processes().get(0).descriptors();
    if (one instanceof Fd fd && !fd.isOpen() || found.isEmpty()) {
      throw new SysException(Errno.EBADF, "holders(" + number + ")");
    }
    KernelObject object = found.get(0).file().object();
    List<Holding> all = new ArrayList<>();
    for (OpenFileDescription file : snapshot.files(object.id())) {
      add(all, file.holders(), ObjectState.flags(file));
    }
    addMapped(all, object.id());
    return all;
  }

  private List<Holding> named(String name) {
    List<Holding> all = new ArrayList<>();
    NamedSockets sockets = new NamedSockets(context.kernel().home());
    if (name.startsWith("@")) {
      sockets.unix(name).forEach(socket -> add(all, socket));
      return all;
    }
    if (name.matches("(.*:)?\\d{1,5}") && !Files.exists(Path.of(name))) {
      addPort(all, sockets, name);
      return all;
    }
    for (String path : paths(name)) {
      FileId file = context.kernel().home().files().identity(path);
      if (file != null && file.type() == FileConstants.S_IFSOCK) {
        sockets.unix(file).forEach(socket -> add(all, socket));
      } else if (file != null) {
        FileId itself = context.kernel().home().files().stat(path).id();
        add(all, search.ofFile(itself), "");
        addMapped(all, itself.device() + ":" + itself.inode());
        addLocks(all, itself);
      }
    }
    if (all.isEmpty()) {
      // a message queue, if the file system that shows it is not mounted
      add(all, search.ofLink(name::equals), "");
    }
    return all;
  }

  /** The path itself, and other objects that a name with one slash can denote. */
  private static List<String> paths(String name) {
    List<String> paths = new ArrayList<>(List.of(name));
    if (name.matches("/[^/]+")) {
      NAMESPACES.forEach(
          folder -> paths.add(folder + (folder.endsWith(".") ? name.substring(1) : name)));
    }
    return paths;
  }

  private void addPort(List<Holding> all, NamedSockets sockets, String name) {
    int colon = name.lastIndexOf(':');
    int port = Integer.parseInt(name.substring(colon + 1));
    String host = colon <= 0 ? "" : name.substring(0, colon);
    for (boolean stream : new boolean[] {true, false}) {
      for (SocketObject socket : sockets.internet(stream, port)) {
        String its = socket.name().substring(0, socket.name().lastIndexOf(':'));
        if (host.isEmpty() || its.equals(host) || its.equals("0.0.0.0") || its.equals("[::]")) {
          add(all, socket);
        }
      }
    }
  }

  private void add(List<Holding> all, SocketObject socket) {
    String state =
        socket.isListening() ? "listening" : socket.peerName() != null ? "connected" : "bound";
    boolean waits = socket.inode() == 0;
    String how = socket.kind() + "  " + (waits ? socket.state() : state) + " " + socket.name();
    List<Holder> holders = waits ? List.of() : search.ofSocket(socket.inode());
    if (holders.isEmpty()) {
      String who = waits ? "no process" : "a process that cannot be seen from here";
      all.add(new Holding(0, who, -1, how));
    }
    add(all, holders, how);
  }

  private void add(List<Holding> all, List<Holder> holders, String how) {
    for (Holder holder : holders) {
      String process = names.of(holder.pid(), inspector);
      all.add(new Holding(holder.pid(), process, holder.number(), how));
    }
  }

  private void addMapped(List<Holding> all, String object) {
    SharedMemory memory = inspector.memory(Arrays.stream(inspector.everybody()).boxed().toList());
    for (SharedMemory.Part part : memory.of(object)) {
      String how = "mapped " + part.mapping().protection();
      all.add(new Holding(part.pid(), names.of(part.pid(), inspector), -1, how));
    }
  }

  /** The locks on a file, {@code proc_locks(5)}; an open file description lock has no process. */
  private void addLocks(List<Holding> all, FileId file) {
    String place =
        String.format("%02x:%02x:%d", file.device() >> 20, file.device() & 0xfffff, file.inode());
    for (String line : locks()) {
      String[] words = line.strip().split("\\s+");
      if (words.length > 5 && words[5].equals(place)) {
        int pid = Integer.parseInt(words[4]);
        String who = pid > 0 ? names.of(pid, inspector) : "an open file description";
        String kind = words[1].equals("FLOCK") ? "flock" : words[1];
        all.add(new Holding(Math.max(0, pid), who, -1, "lock " + kind + " " + words[3]));
      }
    }
  }

  private static List<String> locks() {
    try {
      return Files.readAllLines(Path.of("/proc/locks"));
    } catch (IOException notThere) {
      return List.of();
    }
  }
}
