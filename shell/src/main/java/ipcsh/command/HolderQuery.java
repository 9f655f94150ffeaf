package ipcsh.command;

import ipcsh.command.model.Conversion;
import ipcsh.handle.Descriptor;
import ipcsh.handle.Fd;
import ipcsh.handle.RemoteFd;
import ipcsh.handle.UsageException;
import ipcsh.inspect.DescriptorSnapshot;
import ipcsh.inspect.HeldLock;
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
import ipcsh.view.LockRow;
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
    if (of instanceof LockRow lock) {
      return new ArrayList<>(lock.holdings());
    }
    if (!(asked instanceof Descriptor) && !(asked instanceof CharSequence)) {
      throw Conversion.wanted(
          "a name ('@x', '/tmp/x', '127.0.0.1:80'), a descriptor or a row of locks", of);
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
    addLocks(all, snapshot.locks(object));
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
        addLocks(all, locks(itself));
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
          directory -> paths.add(directory + (directory.endsWith(".") ? name.substring(1) : name)));
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

  /** Adds the holders of locks and the processes that wait for them. */
  private void addLocks(List<Holding> all, List<HeldLock> locks) {
    LockWords words = new LockWords(pid -> names.of(pid, inspector));
    for (HeldLock lock : locks) {
      String how = (lock.lock().isWaiting() ? "waits for lock " : "lock ") + lock.lock().brief();
      if (lock.holders().isEmpty()) {
        int pid = Math.max(0, lock.lock().pid());
        all.add(new Holding(pid, words.processes(lock), -1, how));
      }
      add(all, lock.holders(), how);
    }
  }

  private List<HeldLock> locks(FileId file) {
    String id = file.device() + ":" + file.inode();
    return inspector.locks().stream().filter(lock -> lock.lock().file().equals(id)).toList();
  }
}
