package ipcsh.network;

import ipcsh.handle.InternalDescriptors;
import ipcsh.sys.Kernel;
import ipcsh.sys.abi.Arena;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.NativeMemory;
import ipcsh.sys.invoke.NativeFunction;
import ipcsh.sys.invoke.SyscallInvoker;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The wire: a thread that reads the packets of all devices, decides what becomes of each, and
 * writes it to the device of its receiver when it is due. It allocates nothing for a packet.
 */
final class Forwarder implements AutoCloseable {
  /** How many packets are read from a device before others have their turn. */
  private static final int TURN = 64;

  /** How many turns a device has at most before a change. */
  private static final int LAST_TURNS = 16;

  /** How long to wait for a change before the thread is asked whether it lives, in milliseconds. */
  private static final long GLANCE = 100;

  /** How long a packet waits to be overtaken, in nanoseconds. */
  private static final long PATIENCE = 50_000_000;

  private static final long SECOND = 1_000_000_000;
  private static final int POLLFD = 8;
  private static final int POLLIN = 1;

  private static final NativeFunction PPOLL =
      NativeFunction.of("ppoll", "ptr size ptr ptr").silent();
  private static final NativeFunction READ =
      NativeFunction.of("read", "fd ptr size").wide().silent();
  private static final NativeFunction WRITE =
      NativeFunction.of("write", "fd ptr size").wide().silent();

  private final Kernel kernel;
  private final Topology topology;
  private final int[] devices;
  private final PacketLog log;
  private final Firewall firewall;
  private final Direction[] directions;
  private final PacketBuffers buffers;
  private final DueQueue queue = new DueQueue();
  private final WirePacket packet = new WirePacket();
  private final int[] wake;
  private final Thread thread;
  private final Queue<FutureTask<Void>> changes = new ConcurrentLinkedQueue<>();
  private SyscallInvoker calls;
  private int waiting;
  private volatile LinkSettings settings;
  private volatile boolean[][] cut;
  private volatile boolean ends;

  /**
   * A wire that does not run yet.
   *
   * @param devices the descriptors of the devices, which it closes
   */
  Forwarder(
      Kernel kernel,
      Topology topology,
      int[] devices,
      LinkSettings settings,
      long seed,
      PacketLog log,
      Firewall firewall) {
    this.kernel = kernel;
    this.topology = topology;
    this.devices = devices;
    this.settings = settings;
    this.log = log;
    this.firewall = firewall;
    this.cut = new boolean[topology.nodes()][topology.nodes()];
    int count = devices.length;
    directions = new Direction[count * count];
    for (int i = 0; i < directions.length; i++) {
      directions[i] = new Direction(i / count, i % count, seed * directions.length + i);
    }
    buffers = new PacketBuffers(topology.mtu().stream().mapToInt(each -> each).max().orElse(0));
    wake = kernel.home().pipes().pipe(FileConstants.O_CLOEXEC | FileConstants.O_NONBLOCK);
    for (int i = 0; i < wake.length; i++) {
      wake[i] = InternalDescriptors.move(kernel.home(), wake[i]);
    }
    thread = new Thread(this::run, "wire");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  LinkSettings settings() {
    return settings;
  }

  /**
   * Changes what becomes of packets, by work that is done when all packets that were sent before
   * have been read and decided on; returns when it is done. Not for a thread with a descriptor
   * table of its own.
   */
  void change(Runnable work) {
    FutureTask<Void> change = new FutureTask<>(work, null);
    changes.add(change);
    wake();
    boolean isInterrupted = false;
    while (!change.isDone()) {
      try {
        change.get(GLANCE, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        if (!thread.isAlive()) {
          change.run();
        }
      } catch (InterruptedException e) {
        isInterrupted = true;
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      }
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** No Ctrl-C interrupts this. */
  private void wake() {
    kernel.own().files().write(wake[1], new byte[1]);
  }

  void settings(LinkSettings its) {
    change(() -> settings = its);
  }

  /** Cuts the connection between two nodes, or joins them again. */
  void cut(int one, int other, boolean isCut) {
    change(
        () -> {
          boolean[][] now = new boolean[cut.length][];
          for (int i = 0; i < cut.length; i++) {
            now[i] = cut[i].clone();
          }
          now[one][other] = isCut;
          now[other][one] = isCut;
          cut = now;
        });
  }

  boolean isCut(int one, int other) {
    return cut[one][other];
  }

  private void run() {
    calls = kernel.home().invoker();
    Arena arena = new Arena();
    try {
      NativeMemory polled = arena.take((devices.length + 1) * POLLFD);
      NativeMemory timeout = arena.take(2 * Long.BYTES);
      for (int i = 0; i <= devices.length; i++) {
        int fd = i < devices.length ? devices[i] : wake[0];
        polled.putInt(i * POLLFD, fd).putShort(i * POLLFD + 4, POLLIN);
      }
      while (!ends) {
        long wait = deliver();
        await(polled, timeout, wait);
        for (int i = 0; i < devices.length; i++) {
          if (polled.getShort(i * POLLFD + 6) != 0) {
            read(i);
          }
        }
        if (polled.getShort(devices.length * POLLFD + 6) != 0) {
          makeChanges(timeout);
        }
      }
    } finally {
      arena.close();
      buffers.close();
      kernel.leaveThread();
    }
  }

  /** Makes the changes that were asked for, after what was sent before has been read. */
  private void makeChanges(NativeMemory scratch) {
    calls.call(READ, wake[0], scratch.address(), 2 * Long.BYTES, 0, 0, 0);
    // what is asked for from now on wakes this thread again
    int count = changes.size();
    for (int i = 0; i < devices.length; i++) {
      int turns = 0;
      while (read(i) && turns < LAST_TURNS) {
        turns++;
      }
    }
    for (int i = 0; i < count; i++) {
      FutureTask<Void> change = changes.poll();
      if (change != null) {
        change.run();
      }
    }
  }

  private void await(NativeMemory polled, NativeMemory timeout, long wait) {
    long until = 0;
    if (wait != Long.MAX_VALUE) {
      timeout.putLong(0, wait / SECOND).putLong(Long.BYTES, wait % SECOND);
      until = timeout.address();
    }
    int count = devices.length + 1;
    if (calls.call(PPOLL, polled.address(), count, until, 0, 0, 0) <= 0) {
      for (int i = 0; i < count; i++) {
        polled.putShort(i * POLLFD + 6, 0);
      }
    }
  }

  /** Delivers what is due; returns the time in nanoseconds until something is. */
  private long deliver() {
    long now = System.nanoTime();
    if (waiting > 0) {
      for (Direction each : directions) {
        if (each.held != PacketBuffers.NONE && each.heldUntil - now <= 0) {
          release(each, now);
        }
      }
    }
    while (queue.size() > 0 && queue.next() - now <= 0) {
      Direction direction = directions[queue.direction()];
      write(direction.to, queue.buffer(), queue.record());
      direction.queued--;
      queue.remove();
    }
    long next = queue.size() == 0 ? Long.MAX_VALUE : Math.max(0, queue.next() - System.nanoTime());
    if (waiting > 0) {
      for (Direction each : directions) {
        if (each.held != PacketBuffers.NONE) {
          next = Math.min(next, Math.max(0, each.heldUntil - now));
        }
      }
    }
    return next;
  }

  /** Reads a turn's packets; returns whether there may be more. */
  private boolean read(int device) {
    for (int i = 0; i < TURN; i++) {
      int buffer = buffers.take();
      if (buffer == PacketBuffers.NONE) {
        return false;
      }
      long got =
          calls.call(READ, devices[device], buffers.address(buffer), buffers.size(), 0, 0, 0);
      if (got > 0) {
        buffers.length(buffer, (int) got);
        forward(device, buffer);
      }
      buffers.release(buffer);
      if (got <= 0) {
        return false;
      }
    }
    return true;
  }

  /** Forwards a packet that a device has sent. */
  private void forward(int from, int buffer) {
    int length = buffers.length(buffer);
    if (!packet.read(buffers.memory(), buffers.offset(buffer), length) || packet.isChatter()) {
      return;
    }
    if (topology.hasRouter()) {
      forward(from, topology.opposite(from), buffer);
      return;
    }
    int host = topology.node(packet.isSix(), packet.destinationNetwork(), packet.destination());
    if (host != Topology.NONE) {
      forward(from, host, buffer);
    } else if (packet.isMulticast()) {
      for (int to = 0; to < devices.length; to++) {
        if (to != from) {
          forward(from, to, buffer);
        }
      }
    } else {
      enter(from, from, buffer, Fate.NO_HOST);
    }
  }

  private void forward(int from, int to, int buffer) {
    Direction direction = directions[from * devices.length + to];
    LinkSettings now = settings;
    Fate fate = obstacle(from, to);
    if (fate == Fate.DELIVERED) {
      direction.decide(now);
      if (direction.isLost) {
        fate = Fate.LOST;
      } else if (direction.queued >= now.queue()) {
        fate = Fate.QUEUE_FULL;
      }
    }
    long record = enter(from, to, buffer, fate);
    if (fate == Fate.REJECTED && !packet.isMulticast()) {
      reject(to);
    }
    if (fate.isLost()) {
      return;
    }
    if (direction.isDuplicated) {
      log.duplicated(record);
    }
    for (int i = direction.isDuplicated ? 2 : 1; i > 0; i--) {
      send(direction, buffer, record, now);
    }
  }

  private long enter(int from, int to, int buffer, Fate fate) {
    return log.add(
        System.nanoTime(),
        topology.owner(from),
        topology.owner(to),
        fate,
        buffers.memory(),
        buffers.offset(buffer),
        buffers.length(buffer));
  }

  /** What keeps a packet from its receiver for certain. */
  private Fate obstacle(int from, int to) {
    int source = topology.owner(from);
    int target = topology.owner(to);
    boolean[][] isCut = cut;
    if (isCut[source][target]) {
      return Fate.CUT;
    }
    if (topology.hasRouter()) {
      int first = topology.node(packet.isSix(), packet.sourceNetwork(), packet.source());
      int last = topology.node(packet.isSix(), packet.destinationNetwork(), packet.destination());
      if (first != Topology.NONE && last != Topology.NONE && isCut[first][last]) {
        return Fate.CUT;
      }
    }
    if (!firewall.isOpen()) {
      switch (firewall.action(target, packet.port())) {
        case DROP:
          return Fate.DROPPED;
        case REJECT:
          return Fate.REJECTED;
        default:
      }
    }
    return packet.length() > topology.mtu().get(topology.link(to)) ? Fate.TOO_BIG : Fate.DELIVERED;
  }

  /** Answers the packet for a host that does not accept it. */
  private void reject(int host) {
    byte[] answer = UnreachableMessage.to(packet.bytes());
    int buffer = buffers.take();
    if (buffer != PacketBuffers.NONE && answer.length <= buffers.size()) {
      buffers.memory().put(buffers.offset(buffer), answer);
      buffers.length(buffer, answer.length);
      forward(host, buffer);
    }
    if (buffer != PacketBuffers.NONE) {
      buffers.release(buffer);
    }
  }

  private void send(Direction direction, int buffer, long record, LinkSettings now) {
    if (now.isImmediate() && direction.queued == 0) {
      buffers.hold(buffer);
      write(direction.to, buffer, record);
      if (direction.held != PacketBuffers.NONE) {
        log.overtaken(direction.heldRecord);
        release(direction, System.nanoTime());
      }
      return;
    }
    long due = direction.due(System.nanoTime(), buffers.length(buffer), now);
    buffers.hold(buffer);
    if (direction.isHeld && direction.held == PacketBuffers.NONE) {
      direction.held = buffer;
      direction.heldRecord = record;
      direction.heldUntil = due + PATIENCE;
      direction.queued++;
      waiting++;
      return;
    }
    direction.queued++;
    queue.add(due, buffer, index(direction), record);
    if (direction.held != PacketBuffers.NONE) {
      log.overtaken(direction.heldRecord);
      release(direction, due);
    }
  }

  private int index(Direction direction) {
    return direction.from * devices.length + direction.to;
  }

  /** A packet that waited to be overtaken goes on. */
  private void release(Direction direction, long due) {
    queue.add(due, direction.held, index(direction), direction.heldRecord);
    direction.held = PacketBuffers.NONE;
    waiting--;
  }

  private void write(int device, int buffer, long record) {
    calls.call(WRITE, devices[device], buffers.address(buffer), buffers.length(buffer), 0, 0, 0);
    log.delivered(record, System.nanoTime());
    buffers.release(buffer);
  }

  /** Ends the thread, and closes the devices. */
  @Override
  public void close() {
    ends = true;
    try {
      wake();
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (int device : devices) {
      InternalDescriptors.close(kernel.home(), device);
    }
    for (int each : wake) {
      InternalDescriptors.close(kernel.home(), each);
    }
  }
}
