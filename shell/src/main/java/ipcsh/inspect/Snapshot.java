package ipcsh.inspect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What some processes had open at one moment, and which other processes share it. */
public final class Snapshot {
  private final List<ProcessSnapshot> processes;
  private final List<OpenFileDescription> files;
  private final Map<String, List<OpenFileDescription>> byObject = new HashMap<>();
  private final Map<Holder, OpenFileDescription> byHolder = new HashMap<>();

  /** The masters and slaves of pseudo-terminals. */
  private final List<OpenFileDescription> terminals = new ArrayList<>();

  private final Map<String, List<HeldLock>> locks = new HashMap<>();

  Snapshot(List<ProcessSnapshot> processes, List<OpenFileDescription> files, List<HeldLock> locks) {
    this.processes = List.copyOf(processes);
    this.files = List.copyOf(files);
    for (HeldLock lock : locks) {
      this.locks.computeIfAbsent(lock.lock().file(), file -> new ArrayList<>(1)).add(lock);
    }
    for (OpenFileDescription file : files) {
      file.holders().forEach(holder -> byHolder.put(holder, file));
      byObject.computeIfAbsent(file.object().id(), id -> new ArrayList<>(1)).add(file);
      if (isTerminal(file.object())) {
        terminals.add(file);
      }
    }
  }

  /** The snapshot of processes that another process has looked at. */
  public static Snapshot of(List<ProcessSnapshot> processes, List<OpenFileDescription> files) {
    return new Snapshot(processes, files, List.of());
  }

  private static boolean isTerminal(KernelObject object) {
    return object instanceof TerminalObject
        || object instanceof FileObject file && TerminalObject.isSlave(file.path());
  }

  /** The inspected processes, in the requested order. */
  public List<ProcessSnapshot> processes() {
    return processes;
  }

  /**
   * The open file descriptions of those processes, and those of other processes that refer to the
   * same objects or to the other ends.
   */
  public List<OpenFileDescription> files() {
    return files;
  }

  /** The open file descriptions that refer to an object. */
  public List<OpenFileDescription> files(String object) {
    return byObject.getOrDefault(object, List.of());
  }

  /** The locks on an object, each before its waiters. */
  public List<HeldLock> locks(KernelObject object) {
    return locks.getOrDefault(object.id(), List.of());
  }

  /** The object with this ID, or null if no inspected process has it. */
  public KernelObject object(String id) {
    List<OpenFileDescription> its = files(id);
    return its.isEmpty() ? null : its.get(0).object();
  }

  /** The open file description of a descriptor; null if it was not inspected. */
  public OpenFileDescription file(Holder holder) {
    return byHolder.get(holder);
  }

  /**
   * The open file description that an epoll instance watches: the one with the number under which
   * it was added, if that still refers to the same file; otherwise any one of the same object; null
   * if no inspected process has it.
   */
  public OpenFileDescription watched(OpenFileDescription epoll, EpollObject.Target target) {
    for (Holder holder : epoll.holders()) {
      OpenFileDescription file = file(new Holder(holder.pid(), target.number()));
      if (file != null && target.mayBe(file.object())) {
        return file;
      }
    }
    return target.ids().stream().flatMap(id -> files(id).stream()).findFirst().orElse(null);
  }

  /**
   * Who has the other end: the socket to which a socket is connected, the other side of a pipe or
   * of a pseudo-terminal, a queue that was opened again. Empty where there is none, and where those
   * who have it cannot be looked at.
   */
  public List<Holder> peers(OpenFileDescription file) {
    TreeSet<Holder> peers = new TreeSet<>();
    if (file.object() instanceof SocketObject socket && socket.peerInode() != 0) {
      files(SocketObject.id(socket.peerInode())).forEach(other -> peers.addAll(other.holders()));
    } else if (file.object() instanceof PipeObject pipe) {
      for (OpenFileDescription other : files(pipe.id())) {
        if (other != file && (file.reads() ? other.writes() : other.reads())) {
          peers.addAll(other.holders());
        }
      }
    } else if (file.object() instanceof QueueObject queue) {
      files(queue.id()).stream()
          .filter(other -> other != file)
          .forEach(other -> peers.addAll(other.holders()));
    } else if (isTerminal(file.object())) {
      for (OpenFileDescription other : terminals) {
        boolean isSlave = file.object() instanceof TerminalObject own && own.isOf(other.object());
        if (isSlave || other.object() instanceof TerminalObject its && its.isOf(file.object())) {
          peers.addAll(other.holders());
        }
      }
    }
    return List.copyOf(peers);
  }
}
