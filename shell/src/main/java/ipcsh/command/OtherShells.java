package ipcsh.command;

import ipcsh.handle.UsageException;
import ipcsh.peer.Peer;
import ipcsh.peer.ShellDirectory;
import ipcsh.peer.ShellPoll;
import ipcsh.peer.Shells;
import ipcsh.sys.Kernel;
import ipcsh.view.ShellTable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The running shells of this user by name, seen from one of them. */
public final class OtherShells {
  private static final Duration JOURNAL_TIME = Duration.ofSeconds(5);

  private final Kernel kernel;
  private final Supplier<Shells> shells;
  private volatile String self;
  private volatile boolean nameless;

  /** The shells registered in the directory that the environment names. */
  public OtherShells(Kernel kernel) {
    this.kernel = kernel;
    this.shells = () -> new Shells(kernel, ShellDirectory.of(System.getenv()));
  }

  /** Sets the name of this shell. */
  public void self(String name) {
    self = name;
  }

  /** Declares that its name says nothing to a reader: that of a script without a file. */
  public void isNameless() {
    nameless = true;
  }

  /** What this shell is called beside others: its name, {@code this shell} if it has none. */
  String title() {
    return self == null || nameless ? ProcessNames.OWN : self;
  }

  /** The name of this shell. */
  public String self() {
    return self == null ? "process " + kernel.shell().pid() : self;
  }

  /** All shells, this one marked. */
  public ShellTable table() {
    try {
      return new ShellTable(shells.get().all(), kernel.shell().pid());
    } catch (IOException e) {
      throw new UsageException("shells: " + e.getMessage());
    }
  }

  /** What the others report, to be asked repeatedly; to be closed. */
  ShellPoll poll() {
    return new ShellPoll(kernel, ShellDirectory.of(System.getenv()));
  }

  /** The names of the others; names that are not unique include the process ID. */
  public List<String> names() {
    return List.copyOf(processes().keySet());
  }

  /** The process IDs of the others, by the names of {@link #names}. */
  Map<String, Integer> processes() {
    Map<String, Integer> found = new LinkedHashMap<>();
    try {
      List<ShellDirectory.Entry> others = others();
      for (ShellDirectory.Entry entry : others) {
        boolean several = named(others, entry.name()).size() > 1;
        found.put(several ? entry.full() : entry.name(), (int) entry.pid());
      }
    } catch (IOException noneCanBeSeen) {
      // then there are no others
    }
    return found;
  }

  private List<ShellDirectory.Entry> others() throws IOException {
    return shells.get().entries().stream().filter(e -> e.pid() != kernel.shell().pid()).toList();
  }

  private static List<ShellDirectory.Entry> named(List<ShellDirectory.Entry> entries, String name) {
    return entries.stream().filter(e -> e.name().equals(name) || e.full().equals(name)).toList();
  }

  /**
   * Connects to the shell with this name, {@code B} or {@code B.4711}.
   *
   * @throws UsageException if there is none, or several, or it does not answer
   */
  public Peer connect(String name) {
    try {
      List<ShellDirectory.Entry> found = named(others(), name);
      if (found.size() > 1) {
        // removes stale entries
        shells.get().all();
        found = named(others(), name);
      }
      if (found.isEmpty()) {
        throw new UsageException(unknown(name));
      }
      if (found.size() > 1) {
        List<String> full = found.stream().map(ShellDirectory.Entry::full).toList();
        throw new UsageException(
            "several shells are called " + name + ": say " + String.join(" or ", full));
      }
      return shells.get().connect(found.get(0));
    } catch (IOException e) {
      throw new UsageException(e.getMessage());
    }
  }

  /**
   * The entries of another shell.
   *
   * @param name its name
   * @param pid its process
   * @param entries the entries, oldest first, as transferred
   */
  public record Entered(String name, int pid, List<?> entries) {}

  /** The entries of the other shells. A shell that does not answer is skipped. */
  public List<Entered> entered() {
    List<Entered> all = new ArrayList<>();
    try {
      for (ShellDirectory.Entry shell : others()) {
        try (Peer peer = shells.get().connect(shell)) {
          // the entries of a role of another user must not be replayed as code here
          if (peer.listener() == shell.pid()) {
            all.add(new Entered(shell.name(), (int) shell.pid(), peer.journal(JOURNAL_TIME)));
          }
        } catch (IOException hasEndedOrHangs) {
          // no answer
        }
      }
    } catch (IOException noneCanBeSeen) {
      // then there is only this one
    }
    return all;
  }

  private String unknown(String name) {
    if (name.equals(self) || name.equals(self + "." + kernel.shell().pid())) {
      return "this shell itself is " + name;
    }
    List<String> names = names();
    String near = SpellingSuggestion.sayGiven(name, names);
    return "no shell is called '"
        + name
        + "'"
        + (near.isEmpty()
            ? names.isEmpty()
                ? "; no other shell is running"
                : "; there are " + String.join(", ", names)
            : near);
  }
}
