package ipcsh.why;

import ipcsh.inspect.DescriptorContents;
import ipcsh.inspect.DescriptorIndex;
import ipcsh.inspect.FdInfo;
import ipcsh.inspect.HeldLock;
import ipcsh.inspect.Holder;
import ipcsh.inspect.Inspector;
import ipcsh.inspect.Mapping;
import ipcsh.inspect.NamedSockets;
import ipcsh.inspect.ProcessFacts;
import ipcsh.inspect.ProcessMemory;
import ipcsh.inspect.SocketIndex;
import ipcsh.inspect.SocketObject;
import ipcsh.inspect.ThreadSnapshot;
import ipcsh.inspect.ThreadTables;
import ipcsh.sys.Sys;
import ipcsh.sys.abi.FileId;
import ipcsh.sys.abi.FileStatus;
import ipcsh.sys.abi.SysException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The looks that one analysis shares, each made once, when it is first needed. Opens descriptors:
 * to be used on a thread with its own descriptor table. Not thread-safe.
 */
public final class WaitContext {
  private static final int LONGEST_PATH = 4096;

  private final Sys sys;
  private final Inspector inspector;
  private final ThreadTables tables;
  private final WaitNames names;
  private final Stillness stillness;
  private final Map<Integer, List<ThreadSnapshot>> threads = new HashMap<>();
  private final Map<Integer, ProcessFacts> facts = new HashMap<>();
  private final Map<Integer, List<Mapping>> mappings = new HashMap<>();
  private final Map<Integer, Integer> sessions = new HashMap<>();
  private int[] everybody;
  private DescriptorIndex index;
  private List<HeldLock> locks;
  private ProcessMemory processMemory;
  private SocketIndex sockets;
  private Map<Waker, Set<Integer>> receivers;
  private Integer alarms;
  private boolean hasAlarms;
  private final Map<FileId, List<SocketObject>> boundTo = new HashMap<>();

  public WaitContext(Sys sys, WaitNames names) {
    this(sys, names, new Stillness(new ThreadTables(sys)));
  }

  /** The same, beginning with threads that were seen before. */
  WaitContext(Sys sys, WaitNames names, Stillness stillness) {
    this.sys = sys;
    this.names = names;
    this.inspector = new Inspector(sys);
    this.tables = new ThreadTables(sys);
    this.stillness = stillness;
  }

  /** The C functions, for looks of one family only. */
  Sys sys() {
    return sys;
  }

  /** The other looks. */
  Inspector inspector() {
    return inspector;
  }

  /** All processes. */
  int[] everybody() {
    if (everybody == null) {
      everybody = inspector.everybody();
    }
    return everybody;
  }

  /** Facts about a process; null if it does not exist. */
  ProcessFacts facts(int pid) {
    return facts.computeIfAbsent(
        pid,
        its -> {
          try {
            return inspector.facts(its);
          } catch (SysException ended) {
            return null;
          }
        });
  }

  /** Whether a process exists and has not ended; a zombie has. */
  boolean isAlive(int pid) {
    ProcessFacts its = facts(pid);
    return its != null && !its.hasEnded();
  }

  /** All threads of a process, those that have ended too. */
  List<ThreadSnapshot> threads(int pid) {
    return threads.computeIfAbsent(pid, stillness::threads);
  }

  /** Which threads have run since they were first seen. */
  Stillness stillness() {
    return stillness;
  }

  /** The text of a file in /proc that the kernel writes in one piece; null if unreadable. */
  String text(String path) {
    return tables.text(path);
  }

  /** The text of a file in /proc that is long; null if unreadable. */
  String longText(String path) {
    return tables.longText(path);
  }

  /** The lines of {@code /proc/PID/status}, empty if it has ended. */
  FdInfo status(int pid) {
    String text = text("/proc/" + pid + "/status");
    return new FdInfo(text == null ? "" : text);
  }

  /** How many alarms are set on this machine; null if this user may not see it. */
  Integer alarms() {
    if (!hasAlarms) {
      alarms = PendingTimers.alarms(this);
      hasAlarms = true;
    }
    return alarms;
  }

  /** The descriptors of all processes, by their targets. */
  DescriptorIndex descriptors() {
    if (index == null) {
      index = new DescriptorIndex(sys, everybody());
    }
    return index;
  }

  /** The target of a descriptor, {@code pipe:[123]}, {@code /tmp/f}; null if it is not open. */
  String link(int pid, int number) {
    return descriptors().link(new Holder(pid, number));
  }

  /**
   * Processes whose tables cannot be read and that could have inherited a descriptor from one of
   * these: they are in the same session, or the parent or a child of one of them.
   */
  Set<Integer> hidden(Set<Integer> pids) {
    Set<Integer> found = new LinkedHashSet<>();
    for (int other : descriptors().unreadable()) {
      ProcessFacts its = facts(other);
      if (its != null && !its.hasEnded() && !its.isKernels()) {
        for (int pid : pids) {
          ProcessFacts mine = facts(pid);
          boolean isRelated =
              its.parent() == pid
                  || mine != null && mine.parent() == other
                  || session(other) == session(pid);
          if (isRelated && pid != other) {
            found.add(other);
          }
        }
      }
    }
    return found;
  }

  /** The children of a process that have not ended. */
  List<Integer> children(int pid) {
    return allChildren(pid).stream().filter(this::isAlive).toList();
  }

  /** The children of a process that have ended and are not reaped. */
  List<Integer> endedChildren(int pid) {
    return allChildren(pid).stream()
        .filter(child -> facts(child) != null && facts(child).hasEnded())
        .toList();
  }

  private List<Integer> allChildren(int pid) {
    List<Integer> found = new ArrayList<>();
    for (ThreadSnapshot thread : threads(pid)) {
      String text = text("/proc/" + pid + "/task/" + thread.tid() + "/children");
      for (String word : text == null || text.isBlank() ? new String[0] : text.strip().split(" ")) {
        found.add(Integer.valueOf(word));
      }
    }
    return found;
  }

  private int session(int pid) {
    return sessions.computeIfAbsent(pid, this::readSession);
  }

  private int readSession(int pid) {
    String stat = text("/proc/" + pid + "/stat");
    if (stat == null) {
      return -pid;
    }
    // state, parent, group, session
    String[] words = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return Integer.parseInt(words[3]);
  }

  /** The sockets that the kernel lists. */
  SocketIndex sockets() {
    if (sockets == null) {
      sockets = new SocketIndex(sys);
    }
    return sockets;
  }

  /** The descriptors of a socket; none for inode 0. */
  List<Holder> socketHolders(long inode) {
    return inode == 0 ? List.of() : descriptors().holders(SocketIndex.link(inode));
  }

  /**
   * The timeout of a socket's calls in seconds; null if they have none, or that may not be queried.
   */
  Double socketTimeout(Holder holder, int option) {
    try (DescriptorContents contents = new DescriptorContents(sys)) {
      Double seconds = contents.timeout(holder, option);
      return seconds == null || seconds == 0 ? null : seconds;
    }
  }

  /**
   * Who may receive a descriptor that is in a message on its way: the holders of sockets with such
   * messages in their queues.
   */
  private Map<Waker, Set<Integer>> receiversInFlight() {
    if (receivers == null) {
      receivers = new LinkedHashMap<>();
      for (SocketObject socket : sockets().all()) {
        // only the first datagram counts in its size, so an empty one may be before others
        boolean mayHave =
            socket.family().equals("unix")
                && !socket.isListening()
                && (!socket.type().equals("stream")
                    || socket.received() != null && socket.received() > 0);
        for (Holder holder : mayHave ? socketHolders(socket.inode()) : List.<Holder>of()) {
          if (descriptors().info(holder).number("scm_fds", 0) > 0) {
            Set<Integer> ends = new LinkedHashSet<>(Set.of(holder.pid()));
            socketHolders(socket.peerInode()).forEach(other -> ends.add(other.pid()));
            receivers.put(
                new Waker(
                    holder.pid(), null, holder.number(), "may receive it in a queued message"),
                ends);
          }
        }
      }
    }
    return receivers;
  }

  /**
   * Adds to a wait which processes else may have what it takes to end it: those that receive it in
   * a message, and processes whose tables cannot be read.
   *
   * @param part what one must have, {@code the write end}
   */
  WaitCondition completed(WaitCondition wait, String part) {
    Set<Integer> involved = new LinkedHashSet<>(Set.of(wait.pid()));
    wait.wakers().forEach(waker -> involved.add(waker.pid()));
    // a stranger can only have it from one of those that have or had the object
    List<Waker> receivers =
        receiversInFlight().entrySet().stream()
            .filter(one -> one.getValue().stream().anyMatch(pid -> isRelated(pid, involved)))
            .map(Map.Entry::getKey)
            .toList();
    WaitCondition all = wait;
    if (wait.wakers().isEmpty()) {
      all =
          receivers.isEmpty()
              ? wait.notKnown("which process has " + part)
              : wait.endedBy(receivers);
    } else if (!receivers.isEmpty()) {
      all =
          wait.maybeEndedBy(
              receivers,
              "whether "
                  + process(receivers.get(0).pid())
                  + " receives "
                  + part
                  + " in a queued message");
    }
    Set<Integer> pids = new LinkedHashSet<>(Set.of(wait.pid()));
    wait.wakers().forEach(waker -> pids.add(waker.pid()));
    for (int hidden : hidden(pids)) {
      all = all.notKnown("what " + process(hidden) + " has open");
    }
    return all;
  }

  /** Whether a process is one of these, its parent, its child, or another child of its parent. */
  private boolean isRelated(int pid, Set<Integer> pids) {
    ProcessFacts its = facts(pid);
    if (pids.contains(pid) || its != null && pids.contains(its.parent())) {
      return true;
    }
    for (int one : pids) {
      ProcessFacts other = facts(one);
      boolean isNear =
          other != null
              && (other.parent() == pid
                  || its != null && its.parent() == other.parent() && its.parent() > 1);
      if (isNear) {
        return true;
      }
    }
    return false;
  }

  /** The end of a descriptor that other descriptors of the same object refer to as well. */
  List<Waker> wakers(List<Holder> holders, String action) {
    return holders.stream()
        .map(holder -> new Waker(holder.pid(), null, holder.number(), action))
        .toList();
  }

  /** The descriptors that share an open file description, itself included. */
  List<Holder> sharing(Holder holder) {
    String link = descriptors().link(holder);
    return descriptors().holders(link).stream()
        .filter(other -> other.equals(holder) || isSame(holder, other))
        .toList();
  }

  private boolean isSame(Holder one, Holder other) {
    try {
      return sys.processControl().sameFile(one.pid(), one.number(), other.pid(), other.number());
    } catch (SysException notAllowedOrClosed) {
      return false;
    }
  }

  /** The other descriptors of the open file description of one. */
  List<Holder> others(Holder holder) {
    return sharing(holder).stream().filter(other -> !other.equals(holder)).toList();
  }

  /** Whether a process is in the network namespace whose sockets are listed. */
  boolean isOfThisNetwork(int pid) {
    FileStatus its = status("/proc/" + pid + "/ns/net");
    FileStatus own = status("/proc/thread-self/ns/net");
    return its != null && own != null && its.inode() == own.inode();
  }

  /** Whether there is nothing to read from a descriptor; null if that may not be queried. */
  Boolean isEmpty(Holder holder) {
    try (DescriptorContents contents = new DescriptorContents(sys)) {
      return contents.isEmpty(holder);
    }
  }

  /** A path as a process sees it, as a path in /proc. */
  static String path(int pid, String path) {
    return "/proc/" + pid + (path.startsWith("/") ? "/root" : "/cwd/") + path;
  }

  /** The file of a path, null if there is none. */
  FileStatus status(String path) {
    try {
      return sys.files().stat(path);
    } catch (SysException none) {
      return null;
    }
  }

  /** The UNIX domain sockets that are bound to a file, by whatever path. */
  List<SocketObject> boundTo(FileId file) {
    return boundTo.computeIfAbsent(
        file,
        its ->
            new NamedSockets(sys)
                .unix(its).stream()
                    .map(one -> sockets().get(SocketObject.id(one.inode())))
                    .filter(Objects::nonNull)
                    .toList());
  }

  /** A C string in the memory of a process; null if it cannot be read. */
  String string(int pid, long address) {
    byte[] bytes = processMemory().begin(pid, address, LONGEST_PATH);
    for (int i = 0; bytes != null && i < bytes.length; i++) {
      if (bytes[i] == 0) {
        return new String(bytes, 0, i, StandardCharsets.UTF_8);
      }
    }
    return null;
  }

  /** All locks on files of this machine. */
  List<HeldLock> locks() {
    if (locks == null) {
      locks = inspector.locks();
    }
    return locks;
  }

  /** The shared mappings of a process; empty if they may not be queried. */
  List<Mapping> mappings(int pid) {
    return mappings.computeIfAbsent(pid, inspector::mappings);
  }

  /** The memory of a process; null if not all of it is mapped, or it may not be read. */
  byte[] memory(int pid, long address, int length) {
    byte[] read = processMemory().begin(pid, address, length);
    return read != null && read.length == length ? read : null;
  }

  /** What the session calls a process, with its ID: {@code server 4711}, {@code cat 4712}. */
  String process(int pid) {
    String name = names.process(pid);
    ProcessFacts its = name == null ? facts(pid) : null;
    return (name != null ? name : its == null ? "process" : its.name()) + " " + pid;
  }

  /** A descriptor, {@code fd 3}, with the name of its variable if it has one. */
  String descriptor(Holder holder) {
    String name = names.descriptor(holder);
    return "fd " + holder.number() + (name == null ? "" : " " + name);
  }

  /** The variable of a session that has an object in memory; null if there is none. */
  String variable(int pid, long address) {
    return names.memory(pid, address);
  }

  /** What a shell does; null if the process is no shell. */
  ShellActivity shell(int pid) {
    return names.shell(pid);
  }

  /** A thread with its process: {@code server 4711 thread 4712}. */
  String thread(WaitCondition wait) {
    String name = names.thread(wait.tid());
    boolean isOne = wait.pid() == wait.tid() || shell(wait.pid()) != null;
    return process(wait.pid())
        + (name != null ? " thread " + name : isOne ? "" : " thread " + wait.tid());
  }

  /** A thread of the process of another one: {@code thread t1}, {@code thread 4712}. */
  String threadOf(int tid) {
    String name = names.thread(tid);
    return "thread " + (name == null ? tid : name);
  }

  /** The memory of processes, and who shares it. */
  ProcessMemory processMemory() {
    if (processMemory == null) {
      processMemory = new ProcessMemory(sys);
    }
    return processMemory;
  }
}
