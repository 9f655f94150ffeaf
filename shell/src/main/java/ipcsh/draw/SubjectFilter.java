package ipcsh.draw;

import ipcsh.inspect.BlockedThread;
import ipcsh.inspect.DescriptorSnapshot;
import ipcsh.inspect.EpollObject;
import ipcsh.inspect.FileObject;
import ipcsh.inspect.Holder;
import ipcsh.inspect.KernelObject;
import ipcsh.inspect.OpenFileDescription;
import ipcsh.inspect.ProcessSnapshot;
import ipcsh.inspect.SocketObject;
import ipcsh.inspect.TerminalObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reduces a subject to some descriptors and what they reach: the kernel objects, those joined with
 * them (the other end of a connection, what an epoll instance watches), and the descriptors of all
 * of these. Of a device, which is not shared by opening it, only the same open file description.
 */
public final class SubjectFilter {
  private final Subject subject;
  private final Set<Integer> whole;
  private final Map<String, List<OpenFileDescription>> byObject = new HashMap<>();
  private final Map<Holder, OpenFileDescription> byHolder = new HashMap<>();
  private final Set<String> reached = new HashSet<>();
  private final Set<OpenFileDescription> files = new HashSet<>();

  private SubjectFilter(Subject subject, Set<Integer> whole) {
    this.subject = subject;
    this.whole = whole;
    subject.files().forEach(this::note);
    subject
        .processes()
        .forEach(process -> process.descriptors().forEach(seen -> note(seen.file())));
  }

  private void note(OpenFileDescription file) {
    List<OpenFileDescription> its =
        byObject.computeIfAbsent(file.object().id(), first -> new ArrayList<>());
    if (!its.contains(file)) {
      its.add(file);
    }
    file.holders().forEach(holder -> byHolder.put(holder, file));
  }

  /**
   * What these descriptors reach.
   *
   * @param whole the processes all of whose descriptors stay
   */
  public static Subject of(Subject subject, Collection<Holder> picked, Set<Integer> whole) {
    SubjectFilter filter = new SubjectFilter(subject, whole);
    filter.reach(picked);
    return filter.filtered();
  }

  private void reach(Collection<Holder> picked) {
    Deque<KernelObject> todo = new ArrayDeque<>();
    for (Holder holder : picked) {
      OpenFileDescription file = byHolder.get(holder);
      if (file != null) {
        files.add(file);
        add(file.object().id(), todo);
      }
    }
    while (!todo.isEmpty()) {
      KernelObject object = todo.remove();
      if (object instanceof SocketObject socket) {
        add(SocketObject.id(socket.peerInode()), todo);
        socket.pending().forEach(client -> add(SocketObject.id(client), todo));
        connectedTo(socket, todo);
      } else if (object instanceof EpollObject epoll) {
        watched(epoll, todo);
      } else {
        terminals(object, todo);
      }
    }
  }

  private void add(String id, Deque<KernelObject> todo) {
    List<OpenFileDescription> its = byObject.get(id);
    if (its != null && reached.add(id)) {
      todo.add(its.get(0).object());
    }
  }

  private void connectedTo(SocketObject socket, Deque<KernelObject> todo) {
    for (List<OpenFileDescription> its : byObject.values()) {
      if (its.get(0).object() instanceof SocketObject other
          && other.peerInode() == socket.inode()) {
        add(other.id(), todo);
      }
    }
  }

  private void watched(EpollObject epoll, Deque<KernelObject> todo) {
    for (EpollObject.Target target : epoll.targets()) {
      target.ids().forEach(id -> add(id, todo));
      for (OpenFileDescription file : byObject.get(epoll.id())) {
        for (Holder holder : file.holders()) {
          OpenFileDescription its = byHolder.get(new Holder(holder.pid(), target.number()));
          if (its != null && target.mayBe(its.object())) {
            add(its.object().id(), todo);
          }
        }
      }
    }
  }

  private void terminals(KernelObject object, Deque<KernelObject> todo) {
    for (List<OpenFileDescription> its : byObject.values()) {
      KernelObject other = its.get(0).object();
      boolean isSlave = object instanceof TerminalObject master && master.isOf(other);
      if (isSlave || other instanceof TerminalObject master && master.isOf(object)) {
        add(other.id(), todo);
      }
    }
  }

  private boolean shows(DescriptorSnapshot seen) {
    boolean isDevice =
        seen.file().object() instanceof FileObject object && object.kind().equals("device");
    return whole.contains(seen.holder().pid())
        || (isDevice ? files.contains(seen.file()) : reached.contains(seen.file().object().id()));
  }

  private Subject filtered() {
    List<ProcessSnapshot> processes = new ArrayList<>();
    Set<Holder> shown = new HashSet<>();
    for (ProcessSnapshot process : subject.processes()) {
      List<DescriptorSnapshot> its = process.descriptors().stream().filter(this::shows).toList();
      if (!its.isEmpty() || whole.contains(process.pid())) {
        processes.add(new ProcessSnapshot(process.facts(), process.unreadable(), its));
        its.forEach(seen -> shown.add(seen.holder()));
      }
    }
    List<BlockedThread> waiting =
        subject.waiting().stream()
            .filter(
                one ->
                    whole.contains(one.pid())
                        || one.descriptor() != null
                            && shown.contains(new Holder(one.pid(), one.descriptor())))
            .toList();
    return new Subject(
        processes, subject.files(), subject.names(), waiting, subject.locks(), subject.variables());
  }
}
