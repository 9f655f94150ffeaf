package ipcsh.draw;

import ipcsh.inspect.BlockedThread;
import ipcsh.inspect.DescriptorSnapshot;
import ipcsh.inspect.Holder;
import ipcsh.inspect.KernelObject;
import ipcsh.inspect.OpenFileDescription;
import ipcsh.inspect.ProcessSnapshot;
import ipcsh.inspect.SocketObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * One subject of those of several machines, whose processes and objects have distinct IDs. The two
 * ends of a TCP connection, or of connected UDP sockets, on two machines know nothing of each
 * other: they are joined by their addresses.
 */
public final class JoinedSubject {
  private final List<ProcessSnapshot> processes = new ArrayList<>();
  private final List<OpenFileDescription> files = new ArrayList<>();
  private final Map<Integer, String> names = new HashMap<>();
  private final List<BlockedThread> waiting = new ArrayList<>();
  private final Map<String, List<String>> locks = new HashMap<>();
  private final Map<Holder, String> variables = new HashMap<>();

  private JoinedSubject() {}

  /** All of them in one; that of this machine is the first. */
  public static Subject of(List<Subject> subjects) {
    JoinedSubject joined = new JoinedSubject();
    subjects.forEach(joined::add);
    return joined.connected();
  }

  private void add(Subject one) {
    processes.addAll(one.processes());
    files.addAll(one.files());
    names.putAll(one.names());
    waiting.addAll(one.waiting());
    locks.putAll(one.locks());
    variables.putAll(one.variables());
  }

  private Subject connected() {
    Map<String, List<SocketObject>> open = new HashMap<>();
    for (OpenFileDescription file : files) {
      if (file.object() instanceof SocketObject socket && isOpen(socket)) {
        List<SocketObject> same =
            open.computeIfAbsent(ends(socket.name(), socket), first -> new ArrayList<>());
        if (same.stream().noneMatch(other -> other.inode() == socket.inode())) {
          same.add(socket);
        }
      }
    }
    Map<OpenFileDescription, OpenFileDescription> replaced = new IdentityHashMap<>();
    for (OpenFileDescription file : files) {
      if (file.object() instanceof SocketObject socket && isOpen(socket)) {
        List<SocketObject> others = open.get(ends(socket.peerName(), socket));
        // several machines may have the same private addresses
        if (others != null && others.size() == 1 && others.get(0).inode() != socket.inode()) {
          replaced.put(file, with(file, socket.joined(others.get(0).inode())));
        }
      }
    }
    return new Subject(
        processes.stream().map(process -> with(process, replaced)).toList(),
        files.stream().map(file -> replaced.getOrDefault(file, file)).toList(),
        names,
        waiting,
        locks,
        variables);
  }

  /** Whether its other end is not on its own machine. */
  private static boolean isOpen(SocketObject socket) {
    return socket.peerInode() == 0
        && socket.family().startsWith("inet")
        && socket.name() != null
        && socket.peerName() != null;
  }

  private static String ends(String first, SocketObject socket) {
    String second = first.equals(socket.name()) ? socket.peerName() : socket.name();
    return socket.kind() + " " + first + " " + second;
  }

  private static OpenFileDescription with(OpenFileDescription file, KernelObject object) {
    return new OpenFileDescription(
        object, file.flags(), file.offset(), file.holders(), file.isCompared());
  }

  private static ProcessSnapshot with(
      ProcessSnapshot process, Map<OpenFileDescription, OpenFileDescription> replaced) {
    List<DescriptorSnapshot> all =
        process.descriptors().stream()
            .map(
                seen ->
                    replaced.containsKey(seen.file())
                        ? new DescriptorSnapshot(
                            seen.holder(), seen.closesOnExec(), replaced.get(seen.file()))
                        : seen)
            .toList();
    return new ProcessSnapshot(process.facts(), process.unreadable(), all);
  }
}
