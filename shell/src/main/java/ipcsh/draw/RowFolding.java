package ipcsh.draw;

import ipcsh.inspect.BlockedThread;
import ipcsh.inspect.DescriptorSnapshot;
import ipcsh.inspect.FileObject;
import ipcsh.inspect.Holder;
import ipcsh.inspect.KernelObject;
import ipcsh.inspect.OpenFileDescription;
import ipcsh.inspect.PipeObject;
import ipcsh.inspect.ProcessSnapshot;
import ipcsh.inspect.QueueObject;
import ipcsh.inspect.SocketObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Decides which descriptors of a large picture get a row of their own. Of similar descriptors of a
 * process only the first gets one; the others share one row, and objects to which only they refer
 * are not drawn. Descriptors are similar if they have the same flags, refer to objects of the same
 * kind and state, are shared by the same processes, and have peers in the same processes. What is
 * drawn is drawn completely: both ends of a connection, all descriptors of an open file
 * description. A descriptor on which a thread is blocked is never folded.
 */
final class RowFolding {
  /** The maximum number of descriptors that are drawn individually. */
  static final int MOST = 60;

  /** Standard input, output and error have rows of their own. */
  private static final int STANDARD = 3;

  /** Fewer descriptors are not folded. */
  private static final int LEAST = 3;

  /** Descriptors that are similar to another one. */
  record Fold(int like, List<Integer> numbers) {}

  /** No folding. */
  static final RowFolding NONE = new RowFolding();

  private final Set<Holder> shown = new HashSet<>();
  private final Map<Holder, Fold> folds = new HashMap<>();
  private int hidden;

  private RowFolding() {}

  /** The folding of a subject. */
  static RowFolding of(Subject subject) {
    RowFolding folding = new RowFolding();
    int all = subject.processes().stream().mapToInt(process -> process.descriptors().size()).sum();
    if (all > MOST) {
      new Finder(subject, folding).find();
    }
    return folding;
  }

  /** Whether a descriptor has a row of its own. */
  boolean shows(Holder holder) {
    return hidden == 0 || shown.contains(holder);
  }

  /** The row that represents this descriptor and others; null if another descriptor's row does. */
  Fold at(Holder holder) {
    return folds.get(holder);
  }

  /** Finds similar descriptors, and what must be drawn because of what is drawn. */
  private static final class Finder {
    private final Subject subject;
    private final RowFolding folding;
    private final Map<Holder, OpenFileDescription> files = new HashMap<>();
    private final Map<String, Set<OpenFileDescription>> byObject = new HashMap<>();
    private final List<List<DescriptorSnapshot>> groups = new ArrayList<>();

    Finder(Subject subject, RowFolding folding) {
      this.subject = subject;
      this.folding = folding;
    }

    void find() {
      for (OpenFileDescription file : subject.files()) {
        note(file);
      }
      for (ProcessSnapshot process : subject.processes()) {
        for (DescriptorSnapshot seen : process.descriptors()) {
          files.put(seen.holder(), seen.file());
          note(seen.file());
        }
      }
      Set<Holder> awaited = new HashSet<>();
      for (BlockedThread one : subject.waiting()) {
        if (one.descriptor() != null) {
          awaited.add(new Holder(one.pid(), one.descriptor()));
        }
      }
      for (ProcessSnapshot process : subject.processes()) {
        group(process, awaited);
      }
      while (groups.removeIf(this::isShownAfterAll)) {
        // what was added may leave too few in another group
      }
      groups.forEach(this::fold);
    }

    private void note(OpenFileDescription file) {
      byObject.computeIfAbsent(file.object().id(), first -> new LinkedHashSet<>()).add(file);
    }

    /** Shows the first of each group, and everything that belongs to it. */
    private void group(ProcessSnapshot process, Set<Holder> awaited) {
      Map<List<Object>, List<DescriptorSnapshot>> alike = new LinkedHashMap<>();
      for (DescriptorSnapshot seen : process.descriptors()) {
        boolean isStandard = seen.number() >= 0 && seen.number() < STANDARD;
        if (isStandard || awaited.contains(seen.holder())) {
          show(seen.holder());
        } else {
          alike.computeIfAbsent(look(seen), first -> new ArrayList<>()).add(seen);
        }
      }
      for (List<DescriptorSnapshot> group : alike.values()) {
        if (group.size() <= LEAST) {
          group.forEach(seen -> show(seen.holder()));
        } else {
          show(group.get(0).holder());
          groups.add(group);
        }
      }
    }

    /** The visible properties of a descriptor, by which it is compared with others. */
    private List<Object> look(DescriptorSnapshot seen) {
      OpenFileDescription file = seen.file();
      List<Object> look = new ArrayList<>();
      look.add(seen.closesOnExec());
      look.add(file.flags());
      look.add(pids(Set.of(file)));
      look.add(file.object().kind());
      String other = file.object().id();
      if (file.object() instanceof FileObject object) {
        boolean isPlain = object.kind().equals("file");
        look.add(isPlain ? object.path().replaceFirst("[^/]*$", "") : object.path());
      } else if (file.object() instanceof SocketObject socket) {
        look.add(String.valueOf(socket.state()));
        other = peer(socket);
      }
      look.add(pids(byObject.getOrDefault(other, Set.of())));
      return look;
    }

    private static Set<Integer> pids(Set<OpenFileDescription> files) {
      Set<Integer> pids = new TreeSet<>();
      files.forEach(file -> file.holders().forEach(holder -> pids.add(holder.pid())));
      return pids;
    }

    private static String peer(SocketObject socket) {
      return "socket:[" + socket.peerInode() + "]";
    }

    /** Shows a descriptor, and everything that must be drawn with it. */
    private void show(Holder first) {
      Deque<Holder> todo = new ArrayDeque<>(List.of(first));
      while (!todo.isEmpty()) {
        Holder holder = todo.remove();
        OpenFileDescription file = files.get(holder);
        if (file == null || !folding.shown.add(holder)) {
          continue;
        }
        todo.addAll(file.holders());
        KernelObject object = file.object();
        if (object instanceof SocketObject socket) {
          other(byObject.getOrDefault(peer(socket), Set.of()), all -> true, todo);
        } else if (object instanceof PipeObject) {
          other(byObject.get(object.id()), end -> end.writes() != file.writes(), todo);
        } else if (object instanceof QueueObject) {
          other(byObject.get(object.id()), end -> end != file, todo);
        }
      }
    }

    /** Adds the holders of the first of these ends that is drawn. */
    private void other(
        Set<OpenFileDescription> ends, Predicate<OpenFileDescription> which, Deque<Holder> todo) {
      ends.stream()
          .filter(which.and(end -> end.holders().stream().anyMatch(files::containsKey)))
          .findFirst()
          .ifPresent(end -> todo.addAll(end.holders()));
    }

    private List<Integer> hidden(List<DescriptorSnapshot> group) {
      return group.stream()
          .filter(seen -> !folding.shown.contains(seen.holder()))
          .map(DescriptorSnapshot::number)
          .toList();
    }

    private boolean isShownAfterAll(List<DescriptorSnapshot> group) {
      boolean isSmall = hidden(group).size() < LEAST;
      if (isSmall) {
        group.forEach(seen -> show(seen.holder()));
      }
      return isSmall;
    }

    private void fold(List<DescriptorSnapshot> group) {
      List<Integer> numbers = hidden(group);
      int pid = group.get(0).holder().pid();
      folding.folds.put(new Holder(pid, numbers.get(0)), new Fold(group.get(0).number(), numbers));
      folding.hidden += numbers.size();
    }
  }
}
