package ipcsh.handle;

import ipcsh.sys.Kernel;
import ipcsh.sys.Sys;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.InternalDescriptorRange;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.text.Counted;
import ipcsh.sys.text.EscapedText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Descriptors that outlive the programs that use them, as with {@code FileDescriptorStoreMax=} of
 * {@code systemd.service(5)}: a program sends them with FDSTORE=1, and its successor is started
 * with them. A descriptor whose peer has hung up is closed, unless it was sent with FDPOLL=0. One
 * that refers to an open file description of the store is not added again.
 *
 * <p>They are internal descriptors, closed by {@link #close} or when the shell ends. Whoever waits
 * for the lock of the store may hold that of a {@link ServiceMessages} or of the monitor of the
 * children, never the reverse.
 */
@Term("store of descriptors")
public final class DescriptorStore implements Properties, AutoCloseable {
  /** The name of one that came without a name, as systemd calls it. */
  private static final String UNNAMED = "stored";

  private static final int LONGEST_NAME = 255;

  private final Kernel kernel;
  private final Descriptors descriptors;
  private final Children children;
  private final int most;
  private final List<Stored> all = new ArrayList<>();
  private final List<ServiceMessages> sources = new CopyOnWriteArrayList<>();

  /** Open while the store is in use. */
  private final HangUps hangUps = new HangUps();

  private final Watch watched = new Watch();
  private boolean closed;

  /**
   * A descriptor of the store.
   *
   * @param number an internal one
   */
  private record Stored(String name, int number) {}

  /**
   * Duplicates for a program that starts, until they are closed.
   *
   * @param numbers internal descriptors
   */
  public record Copies(List<String> names, List<Integer> numbers, Kernel kernel)
      implements AutoCloseable {
    /** Of all that is in a store, or of nothing if it is null; no hang-up closes them. */
    public static Copies of(DescriptorStore store) {
      return store == null ? new Copies(List.of(), List.of(), null) : store.copies();
    }

    @Override
    public void close() {
      numbers.forEach(number -> InternalDescriptors.close(kernel.own(), number));
    }
  }

  /**
   * An empty store, without any descriptor.
   *
   * @param children reports what happens to the descriptors
   * @param most the largest number of descriptors
   */
  public DescriptorStore(Kernel kernel, Descriptors descriptors, Children children, int most) {
    this.kernel = kernel;
    this.descriptors = descriptors;
    this.children = children;
    this.most = most;
  }

  /** Whether LISTEN_FDNAMES can contain this name: printable ASCII without ':'. */
  public static boolean isName(String name) {
    return name.length() <= LONGEST_NAME
        && name.chars().allMatch(c -> c >= ' ' && c < 127 && c != ':');
  }

  /** Also takes what arrives there; to be called before any message can arrive. */
  void receiveFrom(ServiceMessages source) {
    start();
    sources.add(source);
  }

  /** Nothing arrives there any more. */
  void received(ServiceMessages source) {
    sources.remove(source);
  }

  private void expectOpen() {
    if (closed) {
      throw new UsageException("the descriptor store is closed", "store = fdstore()");
    }
  }

  private void start() {
    synchronized (this) {
      expectOpen();
      if (hangUps.number() >= 0) {
        return;
      }
      hangUps.open(kernel.own());
    }
    children.watch(watched);
  }

  /** Takes what has been sent, and closes what has hung up. */
  private void refresh() {
    sources.forEach(ServiceMessages::said);
    closeEnded();
  }

  /** The names, in the order in which the descriptors came. */
  public List<String> getNames() {
    refresh();
    synchronized (this) {
      return all.stream().map(Stored::name).toList();
    }
  }

  /** The number of descriptors. */
  public int size() {
    return getNames().size();
  }

  /**
   * Adds a duplicate of a descriptor of this shell.
   *
   * @return whether it is new: false if the same open file description is in the store
   */
  public boolean put(String name, Fd fd) {
    expectShell("put");
    if (name == null || name.isEmpty() || !isName(name)) {
      throw new UsageException(
          "put: expected a name of at most 255 printable characters without ':', given "
              + quoted(name));
    }
    if (fd == null) {
      throw new UsageException("put: expected a descriptor of this shell, given null");
    }
    start();
    refresh();
    Sys sys = kernel.own();
    int number = descriptors.number(fd);
    if (hasHungUp(sys, number)) {
      throw new UsageException(
          "put: "
              + fd
              + " has hung up, as a stream socket has that is neither connected nor listening:"
              + " the store would close it at once");
    }
    Added added = add(name, InternalDescriptors.duplicate(sys, number), true);
    if (added == Added.REFUSED) {
      throw new UsageException("put: the store is full: it has " + Counted.of(most, "descriptor"));
    }
    return added == Added.NEW;
  }

  /** POLLHUP and POLLERR are reported without being asked for. */
  private static boolean hasHungUp(Sys sys, int number) {
    int events = sys.polling().poll(new int[] {number}, new int[] {0}, 0)[0];
    return (events & (FileConstants.POLLHUP | FileConstants.POLLERR)) != 0;
  }

  private static String quoted(String name) {
    return name == null ? "null" : "'" + EscapedText.word(name) + "'";
  }

  /** The same of one that is given by its number. */
  public boolean put(String name, int number) {
    expectShell("put");
    return put(name, descriptors.named(number, false));
  }

  /** What became of a descriptor. */
  enum Added {
    NEW,
    PRESENT,
    REFUSED
  }

  /**
   * Adds a descriptor, of which the store is the owner from now on; it may be closed at once.
   *
   * @param name null or an invalid one for none
   * @param polled whether it is closed when its peer hangs up
   */
  synchronized Added add(String name, int number, boolean polled) {
    Sys sys = kernel.own();
    Added result =
        has(sys, number) ? Added.PRESENT : closed || all.size() >= most ? Added.REFUSED : Added.NEW;
    if (result != Added.NEW) {
      InternalDescriptors.close(sys, number);
      return result;
    }
    int own = number;
    if (own < InternalDescriptorRange.LOWEST) {
      own = InternalDescriptors.move(sys, number);
    }
    all.add(new Stored(name == null || !isName(name) ? UNNAMED : name, own));
    if (polled) {
      hangUps.add(sys, own);
    }
    return result;
  }

  private boolean has(Sys sys, int number) {
    int pid = kernel.shell().pid();
    try {
      return all.stream()
          .anyMatch(one -> sys.processControl().sameFile(pid, one.number, pid, number));
    } catch (SysException noKcmp) {
      return false;
    }
  }

  /**
   * Moves a descriptor to this shell: the first one with this name, under the lowest free number.
   */
  public Fd take(String name) {
    expectShell("take");
    refresh();
    synchronized (this) {
      expectOpen();
      for (Stored one : all) {
        if (one.name.equals(name)) {
          int number = kernel.own().files().fcntl(one.number, FileConstants.F_DUPFD, 0);
          drop(one);
          return descriptors.opened(number);
        }
      }
    }
    throw new UsageException("take: expected one of " + getNames() + ", given " + quoted(name));
  }

  /** Closes all with this name, FDSTOREREMOVE=1; returns how many there were. */
  public int remove(String name) {
    expectShell("remove");
    refresh();
    return removeNamed(name);
  }

  /** The same, of what has been taken so far. */
  synchronized int removeNamed(String name) {
    List<Stored> named = all.stream().filter(one -> one.name.equals(name)).toList();
    named.forEach(this::drop);
    return named.size();
  }

  private void drop(Stored one) {
    Sys sys = kernel.own();
    all.remove(one);
    hangUps.remove(sys, one.number);
    InternalDescriptors.close(sys, one.number);
  }

  private synchronized void closeEnded() {
    List<Integer> ended = hangUps.now(kernel.own());
    all.stream().filter(one -> ended.contains(one.number)).toList().forEach(this::drop);
  }

  private Copies copies() {
    start();
    refresh();
    synchronized (this) {
      Sys sys = kernel.own();
      List<Integer> numbers = new ArrayList<>();
      try {
        all.forEach(one -> numbers.add(InternalDescriptors.duplicate(sys, one.number)));
      } catch (SysException tableFull) {
        numbers.forEach(number -> InternalDescriptors.close(sys, number));
        throw tableFull;
      }
      return new Copies(all.stream().map(Stored::name).toList(), numbers, kernel);
    }
  }

  private void expectShell(String method) {
    if (!kernel.process().isShell()) {
      throw new UsageException(method + ": the store belongs to the shell, not to its children");
    }
  }

  /** Closes what hangs up. */
  private final class Watch implements ChildMonitor.Watched {
    @Override
    public int number() {
      synchronized (DescriptorStore.this) {
        return hangUps.number();
      }
    }

    @Override
    public boolean ready(Sys sys) {
      closeEnded();
      return number() >= 0;
    }

    @Override
    public void unwatched(Sys sys) {
      closeAll(sys);
    }
  }

  private synchronized void closeAll(Sys sys) {
    List.copyOf(all).forEach(this::drop);
    closed = true;
    hangUps.close(sys);
  }

  /** Closes the store and all that is in it; programs that run keep their descriptors. */
  @Override
  public void close() {
    expectShell("close");
    children.unwatch(watched);
    closeAll(kernel.own());
  }

  @Override
  public Map<String, Object> properties() {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("max", most);
    refresh();
    synchronized (this) {
      properties.put("descriptors", all.stream().map(this::described).toList());
    }
    return properties;
  }

  private Map<String, Object> described(Stored one) {
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("name", one.name);
    described.put("is", kind(one));
    return described;
  }

  private String kind(Stored one) {
    return descriptors.description().kind(one.number);
  }

  @Override
  public String toString() {
    refresh();
    StringBuilder text = new StringBuilder("store");
    synchronized (this) {
      String state = closed ? "  closed" : all.isEmpty() ? "  empty" : "";
      text.append(state);
      int width = all.stream().mapToInt(one -> one.name.length()).max().orElse(0);
      for (Stored one : all) {
        String name = EscapedText.word(one.name);
        text.append("\n  ").append(name).append(" ".repeat(width + 2 - name.length()));
        text.append(kind(one));
      }
    }
    return text.toString();
  }
}
