package ipcsh.sys;

import java.util.function.UnaryOperator;

/**
 * The C functions, a topic each, over one door. Used by one thread; the topics that not every
 * session needs are made when they are asked for.
 */
public final class Sys {
  private final Door door;
  private final UnaryOperator<Door> madeBy;
  private final Files files;
  private final Pipes pipes;
  private final Sockets sockets;
  private final Messages messages;
  private final SocketOptions options;
  private final Polling polling;
  private final Processes processes;
  private Memory memory;
  private Semaphores semaphores;
  private Pthreads pthreads;
  private Futexes futexes;
  private ProcessControl processControl;
  private Programs programs;

  Sys(Door door, UnaryOperator<Door> madeBy) {
    this.door = door;
    this.madeBy = madeBy;
    files = new Files(door);
    pipes = new Pipes(door);
    sockets = new Sockets(door);
    messages = new Messages(door);
    options = new SocketOptions(door);
    polling = new Polling(door);
    processes = new Processes(door);
  }

  /** The door itself, for functions that have no topic here (a plugin's). */
  public Door door() {
    return door;
  }

  UnaryOperator<Door> madeBy() {
    return madeBy;
  }

  public Files files() {
    return files;
  }

  public Pipes pipes() {
    return pipes;
  }

  public Sockets sockets() {
    return sockets;
  }

  public Messages messages() {
    return messages;
  }

  public SocketOptions options() {
    return options;
  }

  public Polling polling() {
    return polling;
  }

  public Processes processes() {
    return processes;
  }

  public Memory memory() {
    if (memory == null) {
      memory = new Memory(door);
    }
    return memory;
  }

  public Semaphores semaphores() {
    if (semaphores == null) {
      semaphores = new Semaphores(door);
    }
    return semaphores;
  }

  public Pthreads pthreads() {
    if (pthreads == null) {
      pthreads = new Pthreads(door);
    }
    return pthreads;
  }

  public Futexes futexes() {
    if (futexes == null) {
      futexes = new Futexes(door);
    }
    return futexes;
  }

  public ProcessControl processControl() {
    if (processControl == null) {
      processControl = new ProcessControl(door);
    }
    return processControl;
  }

  public Programs programs() {
    if (programs == null) {
      programs = new Programs(door);
    }
    return programs;
  }
}
