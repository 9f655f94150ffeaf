package ipcsh.sys;

import ipcsh.sys.function.Files;
import ipcsh.sys.function.Futexes;
import ipcsh.sys.function.Memory;
import ipcsh.sys.function.MessageQueues;
import ipcsh.sys.function.Messages;
import ipcsh.sys.function.Pipes;
import ipcsh.sys.function.Polling;
import ipcsh.sys.function.ProcessControl;
import ipcsh.sys.function.Processes;
import ipcsh.sys.function.Programs;
import ipcsh.sys.function.Pthreads;
import ipcsh.sys.function.SemaphoreSets;
import ipcsh.sys.function.Semaphores;
import ipcsh.sys.function.SharedSegments;
import ipcsh.sys.function.SocketOptions;
import ipcsh.sys.function.Sockets;
import ipcsh.sys.invoke.SyscallInvoker;
import java.util.function.UnaryOperator;

/**
 * The C functions, a topic each, over one invoker. Used by one thread; the topics that not every
 * session needs are made when they are asked for.
 */
public final class Sys {
  private final SyscallInvoker invoker;
  private final UnaryOperator<SyscallInvoker> madeBy;
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
  private MessageQueues messageQueues;
  private SemaphoreSets semaphoreSets;
  private SharedSegments sharedSegments;

  Sys(SyscallInvoker invoker, UnaryOperator<SyscallInvoker> madeBy) {
    this.invoker = invoker;
    this.madeBy = madeBy;
    files = new Files(invoker);
    pipes = new Pipes(invoker);
    sockets = new Sockets(invoker);
    messages = new Messages(invoker);
    options = new SocketOptions(invoker);
    polling = new Polling(invoker);
    processes = new Processes(invoker);
  }

  /** The invoker itself, for functions that have no topic here (a plugin's). */
  public SyscallInvoker invoker() {
    return invoker;
  }

  UnaryOperator<SyscallInvoker> madeBy() {
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
      memory = new Memory(invoker);
    }
    return memory;
  }

  public Semaphores semaphores() {
    if (semaphores == null) {
      semaphores = new Semaphores(invoker);
    }
    return semaphores;
  }

  public Pthreads pthreads() {
    if (pthreads == null) {
      pthreads = new Pthreads(invoker);
    }
    return pthreads;
  }

  public Futexes futexes() {
    if (futexes == null) {
      futexes = new Futexes(invoker);
    }
    return futexes;
  }

  public ProcessControl processControl() {
    if (processControl == null) {
      processControl = new ProcessControl(invoker);
    }
    return processControl;
  }

  public Programs programs() {
    if (programs == null) {
      programs = new Programs(invoker);
    }
    return programs;
  }

  public MessageQueues messageQueues() {
    if (messageQueues == null) {
      messageQueues = new MessageQueues(invoker);
    }
    return messageQueues;
  }

  public SemaphoreSets semaphoreSets() {
    if (semaphoreSets == null) {
      semaphoreSets = new SemaphoreSets(invoker);
    }
    return semaphoreSets;
  }

  public SharedSegments sharedSegments() {
    if (sharedSegments == null) {
      sharedSegments = new SharedSegments(invoker);
    }
    return sharedSegments;
  }
}
