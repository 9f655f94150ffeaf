package ipcsh.inspect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What some processes had open at one moment, and who else has it open. */
public final class Snapshot {
  private final List<ProcessSnapshot> processes;
  private final List<OpenFileDescription> files;
  private final Map<String, List<OpenFileDescription>> byObject = new HashMap<>();
  private final Map<Holder, OpenFileDescription> byHolder = new HashMap<>();
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
    }
  }

  /** The processes that were looked at, in the order in which they were asked for. */
  public List<ProcessSnapshot> processes() {
    return processes;
  }

  /**
   * The open file descriptions of those processes, and those of others that stand for the same
   * objects or for the other ends.
   */
  public List<OpenFileDescription> files() {
    return files;
  }

  /** The open file descriptions that stand for an object. */
  public List<OpenFileDescription> files(String object) {
    return byObject.getOrDefault(object, List.of());
  }

  /** The locks of an object, each before those who wait for it. */
  public List<HeldLock> locks(KernelObject object) {
    return locks.getOrDefault(object.id(), List.of());
  }

  /** The object of this id, or null where nobody who was looked at has it. */
  public KernelObject object(String id) {
    List<OpenFileDescription> its = files(id);
    return its.isEmpty() ? null : its.get(0).object();
  }

  /** What a descriptor stands for; null where nobody has looked at it. */
  public OpenFileDescription file(Holder holder) {
    return byHolder.get(holder);
  }

  /**
   * What an epoll watches: by the number under which it was added, where that still stands for it,
   * else any open file description of the same object; null where nobody who was looked at has it.
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
   * Who has the other end: the socket to which a socket is connected, the other side of a pipe, a
   * queue that was opened again. Empty where there is none, and where those who have it cannot be
   * looked at.
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
    }
    return List.copyOf(peers);
  }
}
