package ipcsh.inspect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What some processes had open at one moment, and who else has it open. */
public final class Snapshot {
  private final List<SeenProcess> processes;
  private final List<OpenFile> files;
  private final Map<String, List<OpenFile>> byObject = new HashMap<>();
  private final Map<Holder, OpenFile> byHolder = new HashMap<>();

  Snapshot(List<SeenProcess> processes, List<OpenFile> files) {
    this.processes = List.copyOf(processes);
    this.files = List.copyOf(files);
    for (OpenFile file : files) {
      file.holders().forEach(holder -> byHolder.put(holder, file));
      byObject.computeIfAbsent(file.object().id(), id -> new ArrayList<>(1)).add(file);
    }
  }

  /** The processes that were looked at, in the order in which they were asked for. */
  public List<SeenProcess> processes() {
    return processes;
  }

  /**
   * The open file descriptions of those processes, and those of others that stand for the same
   * objects or for the other ends.
   */
  public List<OpenFile> files() {
    return files;
  }

  /** The open file descriptions that stand for an object. */
  public List<OpenFile> files(String object) {
    return byObject.getOrDefault(object, List.of());
  }

  /** The object of this id, or null where nobody who was looked at has it. */
  public KernelObject object(String id) {
    List<OpenFile> its = files(id);
    return its.isEmpty() ? null : its.get(0).object();
  }

  /** What a descriptor stands for; null where nobody has looked at it. */
  public OpenFile file(Holder holder) {
    return byHolder.get(holder);
  }

  /**
   * What an epoll watches: by the number under which it was added, where that still stands for it,
   * else any open file description of the same object; null where nobody who was looked at has it.
   */
  public OpenFile watched(OpenFile epoll, EpollObject.Target target) {
    for (Holder holder : epoll.holders()) {
      OpenFile file = file(new Holder(holder.pid(), target.number()));
      if (file != null && target.mayBe(file.object())) {
        return file;
      }
    }
    return target.ids().stream().flatMap(id -> files(id).stream()).findFirst().orElse(null);
  }

  /**
   * Who has the other end: the socket to which a socket is connected, the other side of a pipe.
   * Empty where there is none, and where those who have it cannot be looked at.
   */
  public List<Holder> peers(OpenFile file) {
    TreeSet<Holder> peers = new TreeSet<>();
    if (file.object() instanceof SocketObject socket && socket.peerInode() != 0) {
      files(SocketObject.id(socket.peerInode())).forEach(other -> peers.addAll(other.holders()));
    } else if (file.object() instanceof PipeObject pipe) {
      for (OpenFile other : files(pipe.id())) {
        if (other != file && (file.reads() ? other.writes() : other.reads())) {
          peers.addAll(other.holders());
        }
      }
    }
    return List.copyOf(peers);
  }
}
