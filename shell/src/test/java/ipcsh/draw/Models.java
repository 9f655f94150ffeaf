package ipcsh.draw;

import ipcsh.inspect.BlockedThread;
import ipcsh.inspect.DescriptorSnapshot;
import ipcsh.inspect.EpollObject;
import ipcsh.inspect.EventObject;
import ipcsh.inspect.FileObject;
import ipcsh.inspect.Holder;
import ipcsh.inspect.IpcObject;
import ipcsh.inspect.KernelObject;
import ipcsh.inspect.MemoryObject;
import ipcsh.inspect.MemoryRow;
import ipcsh.inspect.OpenFileDescription;
import ipcsh.inspect.PipeObject;
import ipcsh.inspect.ProcessFacts;
import ipcsh.inspect.ProcessSnapshot;
import ipcsh.inspect.SocketObject;
import ipcsh.inspect.SynchronizationObject;
import ipcsh.inspect.SysVKind;
import ipcsh.sys.abi.FileConstants;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Subjects made by hand: the situations in lessons, and random ones. */
final class Models {
  private final Map<Integer, TreeMap<Integer, Integer>> tables = new LinkedHashMap<>();
  private final Map<Integer, String> names = new LinkedHashMap<>();
  private final List<KernelObject> objects = new ArrayList<>();
  private final List<Integer> flags = new ArrayList<>();
  private final List<Long> offsets = new ArrayList<>();
  private final List<BlockedThread> waiting = new ArrayList<>();
  private final List<Holder> closing = new ArrayList<>();
  private final Map<Holder, String> variables = new LinkedHashMap<>();
  private final Map<String, List<String>> notes = new LinkedHashMap<>();

  Models process(int pid, String name) {
    tables.put(pid, new TreeMap<>());
    names.put(pid, name);
    return this;
  }

  /** An open file description and the descriptors that refer to it, {@code pid, number, ...}. */
  Models open(KernelObject object, int itsFlags, Long offset, int... holders) {
    for (int i = 0; i < holders.length; i += 2) {
      tables.get(holders[i]).put(holders[i + 1], objects.size());
    }
    objects.add(object);
    flags.add(itsFlags);
    offsets.add(offset);
    return this;
  }

  Models blocked(int pid, String call, Integer number) {
    waiting.add(new BlockedThread(pid, pid, call, number, null));
    return this;
  }

  Models closesOnExec(int pid, int number) {
    closing.add(new Holder(pid, number));
    return this;
  }

  /** The variables of a process that hold descriptors, {@code number, name, ...}. */
  Models variables(int pid, Object... numbersAndNames) {
    for (int i = 0; i < numbersAndNames.length; i += 2) {
      variables.put(new Holder(pid, (Integer) numbersAndNames[i]), (String) numbersAndNames[i + 1]);
    }
    return this;
  }

  /** Lines about an object: datagrams, locks. */
  Models note(KernelObject object, String... lines) {
    notes.put(object.id(), List.of(lines));
    return this;
  }

  Subject subject() {
    List<List<Holder>> holders = new ArrayList<>();
    objects.forEach(object -> holders.add(new ArrayList<>()));
    tables.forEach(
        (pid, its) ->
            its.forEach((number, file) -> holders.get(file).add(new Holder(pid, number))));
    List<OpenFileDescription> files = new ArrayList<>();
    for (int i = 0; i < objects.size(); i++) {
      files.add(
          new OpenFileDescription(
              objects.get(i), flags.get(i), offsets.get(i), holders.get(i), true));
    }
    List<ProcessSnapshot> processes = new ArrayList<>();
    tables.forEach(
        (pid, its) -> {
          List<DescriptorSnapshot> seen = new ArrayList<>();
          its.forEach(
              (number, file) -> {
                Holder holder = new Holder(pid, number);
                seen.add(new DescriptorSnapshot(holder, closing.contains(holder), files.get(file)));
              });
          processes.add(
              new ProcessSnapshot(new ProcessFacts(pid, 1, names.get(pid), 0, 'S'), null, seen));
        });
    return new Subject(processes, files, names, waiting, notes, variables);
  }

  static final int READ = FileConstants.O_RDONLY;
  static final int WRITE = FileConstants.O_WRONLY;
  static final int BOTH = FileConstants.O_RDWR;
  private static final int A = 4711;
  private static final int B = 4712;

  static SocketObject socket(
      long inode, String type, String state, String name, long peer, long received) {
    return socketOf(inode, "unix", type, state, name, null, peer, received, 0, null, 0, List.of());
  }

  private static SocketObject socketOf(
      long inode,
      String family,
      String type,
      String state,
      String name,
      String peerName,
      long peerInode,
      long received,
      long sent,
      Double full,
      int inFlight,
      List<Long> pending) {
    boolean datagrams = type.equals("dgram");
    return new SocketObject(
        inode,
        family,
        type,
        state,
        name,
        peerName,
        peerInode,
        datagrams ? null : (Long) received,
        datagrams && received > 0 ? (Long) received : null,
        null,
        sent,
        full,
        inFlight,
        pending);
  }

  private static Models shell() {
    return new Models().process(A, "this shell");
  }

  private static Models two() {
    return new Models().process(A, "server").process(B, "client");
  }

  private static FileObject file(String path, long size) {
    return new FileObject("800:" + path.hashCode(), "file", path, size, false);
  }

  private static FileObject terminal() {
    return new FileObject("19:5", "device", "/dev/pts/3", 0, false);
  }

  static IpcObject ipc(SysVKind kind, int id, String key, String state) {
    boolean isQueue = kind == SysVKind.QUEUE;
    return new IpcObject(
        kind + " " + id,
        kind,
        id,
        key,
        "root",
        "rw-------",
        state,
        isQueue ? 5L : null,
        isQueue ? 16384L : null,
        "server 4711");
  }

  /** The situations, by name. */
  static Map<String, Subject> situations() {
    Map<String, Subject> all = new LinkedHashMap<>();
    PipeObject pipe = new PipeObject("pipe:[7]", null, 20000, 65536);
    all.put(
        "pipe",
        shell()
            .open(terminal(), BOTH, null, A, 0, A, 1, A, 2)
            .open(pipe, READ, null, A, 3)
            .open(pipe, WRITE | FileConstants.O_NONBLOCK, null, A, 4)
            .variables(A, 3, "r", 4, "w")
            .subject());
    all.put(
        "socketpair",
        shell()
            .open(socket(11, "stream", "connected", null, 12, 0), BOTH, null, A, 3)
            .open(socket(12, "stream", "connected", null, 11, 3), BOTH, null, A, 4)
            .variables(A, 3, "pair[0]", 4, "pair[1]")
            .subject());
    all.put(
        "dup",
        shell()
            .open(file("/tmp/notes", 6), BOTH, 6L, A, 3, A, 4)
            .closesOnExec(A, 4)
            .variables(A, 4, "g")
            .subject());
    all.put(
        "fork",
        new Models()
            .process(A, "this shell")
            .process(B, "child")
            .open(file("/tmp/notes", 6), BOTH, 3L, A, 3, B, 3)
            .open(pipe, READ, null, A, 4, B, 4)
            .open(pipe, WRITE, null, A, 5, B, 5)
            .blocked(B, "read", 4)
            .variables(A, 3, "notes", 4, "r", 5, "w")
            .variables(B, 3, "notes", 4, "r", 5, "w")
            .subject());
    all.put(
        "passed",
        two()
            .open(socket(11, "stream", "connected", null, 12, 0), BOTH, null, A, 3)
            .open(file("/tmp/notes", 12), BOTH, 6L, A, 4, B, 5)
            .open(socket(12, "stream", "connected", null, 11, 0), BOTH, null, B, 3)
            .open(file("/tmp/other", 0), WRITE | FileConstants.O_APPEND, 0L, B, 4)
            .variables(A, 3, "s", 4, "f")
            .variables(B, 3, "s", 4, "log", 5, "got")
            .subject());
    all.put(
        "opened-twice",
        shell()
            .open(file("/tmp/notes", 6), READ, 0L, A, 3)
            .open(file("/tmp/notes", 6), BOTH, 6L, A, 4)
            .subject());
    SocketObject server =
        socketOf(
            22,
            "inet",
            "stream",
            "connected",
            "127.0.0.1:80",
            "127.0.0.1:4242",
            23,
            5,
            0,
            null,
            0,
            List.of());
    SocketObject client =
        socketOf(
            23,
            "inet",
            "stream",
            "connected",
            "127.0.0.1:4242",
            "127.0.0.1:80",
            22,
            0,
            0,
            null,
            0,
            List.of());
    SocketObject port =
        socketOf(
            21, "inet", "stream", "listening", "127.0.0.1:80", null, 0, 0, 128, null, 0, List.of());
    all.put(
        "tcp",
        two()
            .open(port, BOTH, null, A, 3)
            .open(server, BOTH, null, A, 4)
            .open(client, BOTH, null, B, 3)
            .blocked(B, "recvfrom", 3)
            .subject());
    SocketObject listening =
        socketOf(31, "unix", "stream", "listening", "@door", null, 0, 1, 5, null, 0, List.of(32L));
    all.put(
        "queue",
        two()
            .open(listening, BOTH, null, A, 3)
            .open(socket(32, "stream", "connected, not yet accepted", null, 0, 0), BOTH, null, B, 3)
            .subject());
    all.put(
        "datagrams",
        two()
            .open(socket(41, "dgram", null, "/tmp/serv-dom-sock", 0, 10), BOTH, null, A, 3)
            .open(socket(42, "dgram", "connected", "@c", 41, 0), BOTH, null, B, 3)
            .note(
                socket(41, "dgram", null, "/tmp/serv-dom-sock", 0, 10),
                "1: \"0123456789\"",
                "2: 5 bytes 00 ff 00 ff 00")
            .variables(A, 3, "s")
            .subject());
    EpollObject epoll =
        new EpollObject(
            "description:4711/5",
            List.of(new EpollObject.Target(3, 1, 3, 7, 0), new EpollObject.Target(6, 1, 6, 0, 0)));
    all.put(
        "epoll",
        shell()
            .open(pipe, READ, null, A, 3)
            .open(pipe, WRITE, null, A, 4)
            .open(epoll, BOTH, null, A, 5)
            .open(new EventObject("description:4711/6", 2, true), BOTH, null, A, 6)
            .blocked(A, "epoll_wait", 5)
            .subject());
    all.put(
        "memfd",
        two()
            .open(
                new MemoryObject(
                    "1:9",
                    "memfd",
                    "frame",
                    4096,
                    false,
                    FileConstants.F_SEAL_SHRINK | FileConstants.F_SEAL_GROW),
                BOTH,
                0L,
                A,
                3,
                B,
                4)
            .open(new MemoryObject("1:8", "shm", "/board", 64, false, 0), BOTH, 0L, B, 3)
            .subject());
    SocketObject carrying =
        socketOf(52, "unix", "dgram", "connected", null, null, 51, 1, 0, null, 1, List.of());
    all.put(
        "in-flight",
        shell()
            .open(socket(51, "dgram", "connected", null, 52, 0), BOTH, null, A, 3)
            .open(carrying, BOTH, null, A, 4)
            .open(file("/tmp/notes", 6), READ, 0L, A, 5)
            .subject());
    IpcObject queue = ipc(SysVKind.QUEUE, 32770, "0x51515", "1 message  5 bytes");
    IpcObject segment = ipc(SysVKind.SEGMENT, 5, "IPC_PRIVATE", "8192 bytes  nattch 2  dest");
    all.put(
        "system-v",
        two()
            .open(pipe, READ, null, A, 3)
            .open(queue, IpcObject.KNOWN, null, A, IpcObject.row(SysVKind.QUEUE, 32770))
            .open(queue, IpcObject.KNOWN, null, B, IpcObject.row(SysVKind.QUEUE, 32770))
            .open(segment, BOTH, null, A, IpcObject.row(SysVKind.SEGMENT, 5))
            .open(segment, READ, null, B, IpcObject.row(SysVKind.SEGMENT, 5))
            .blocked(B, "msgrcv", IpcObject.row(SysVKind.QUEUE, 32770))
            .subject());
    all.put("memory", memory());
    all.put("nothing", shell().subject());
    return all;
  }

  /** A mapping, with a mutex in it, and a named semaphore. */
  private static Subject memory() {
    MemoryObject board = new MemoryObject("1:8", "shm", "/board", 4096, false, null);
    SynchronizationObject mutex =
        new SynchronizationObject(
            "mutex 1:8 at 64",
            "mutex",
            null,
            List.of("held by client", "robust"),
            List.of("server"));
    SynchronizationObject semaphore =
        new SynchronizationObject(
            "semaphore 1:9", "semaphore", "/full", List.of("value 3"), List.of());
    int[] rows = {
      MemoryRow.number(0x7f0000001000L, false),
      MemoryRow.number(0x7f0000001040L, true),
      MemoryRow.number(0x7f0000003000L, true)
    };
    return two()
        .open(board, BOTH, 0L, A, 3)
        .open(board, MemoryRow.flags(true), null, A, rows[0], B, rows[0])
        .open(mutex, MemoryRow.flags(true), 64L, A, rows[1], B, rows[1])
        .open(semaphore, MemoryRow.flags(true), null, A, rows[2])
        .blocked(A, "pthread_mutex_lock", rows[1])
        .variables(A, 3, "fd", rows[0], "board", rows[1], "lock", rows[2], "full")
        .variables(B, rows[0], "m", rows[1], "mx")
        .subject();
  }

  /** Processes with descriptors, shared at random. */
  static Subject random(Random random, int processes, int descriptors) {
    Models model = new Models();
    for (int pid = 1; pid <= processes; pid++) {
      model.process(1000 + pid, random.nextBoolean() ? "p" + pid : "a-long-name-" + pid);
    }
    int[] next = new int[processes + 1];
    Arrays.fill(next, random.nextInt(3) == 0 ? 0 : 3);
    int total = processes * descriptors;
    for (int made = 0; made < total; ) {
      KernelObject object = object(random, made + 1, total);
      int holders = 1 + (random.nextInt(3) == 0 ? random.nextInt(processes + 1) : 0);
      int[] places = new int[2 * holders];
      for (int i = 0; i < holders; i++) {
        int process = 1 + random.nextInt(processes);
        places[2 * i] = 1000 + process;
        places[2 * i + 1] = next[process]++;
      }
      model.open(object, random.nextInt(3) | (random.nextBoolean() ? 2048 : 0), 5L, places);
      made += holders;
    }
    model.blocked(1001, "recvfrom", random.nextInt(descriptors));
    for (int number = 3; number < next[1]; number += 2) {
      model.variables(1001, number, number % 5 == 0 ? "pipes[" + number + "][0]" : "v" + number);
    }
    return model.subject();
  }

  private static KernelObject object(Random random, int number, int total) {
    return switch (random.nextInt(6)) {
      case 0, 1 ->
          socket(number, "stream", "connected", null, 1 + random.nextInt(total), number % 3);
      case 2 -> new PipeObject("pipe:[" + number / 4 + "]", null, number * 100, 65536);
      case 3 -> file("/tmp/a/very/long/path/to/" + number / 2 + "/漢字 & <b>\u001b", number);
      case 4 ->
          new EpollObject(
              "description:" + number,
              List.of(
                  new EpollObject.Target(3 + random.nextInt(4), 1, 0, 1, 0),
                  new EpollObject.Target(4 + random.nextInt(9), 1, 0, 2, 0)));
      default -> new EventObject("description:" + number, number, false);
    };
  }
}
