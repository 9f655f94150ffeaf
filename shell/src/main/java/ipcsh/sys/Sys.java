package ipcsh.sys;

import ipcsh.sys.function.AddressLookup;
import ipcsh.sys.function.Epolls;
import ipcsh.sys.function.FileNames;
import ipcsh.sys.function.Files;
import ipcsh.sys.function.Futexes;
import ipcsh.sys.function.InPlace;
import ipcsh.sys.function.Limits;
import ipcsh.sys.function.Locks;
import ipcsh.sys.function.Memory;
import ipcsh.sys.function.MessageQueues;
import ipcsh.sys.function.Messages;
import ipcsh.sys.function.OtherMemory;
import ipcsh.sys.function.Pidfds;
import ipcsh.sys.function.Pipes;
import ipcsh.sys.function.Polling;
import ipcsh.sys.function.ProcessControl;
import ipcsh.sys.function.ProcessGroups;
import ipcsh.sys.function.Processes;
import ipcsh.sys.function.Programs;
import ipcsh.sys.function.PseudoTerminals;
import ipcsh.sys.function.Pthreads;
import ipcsh.sys.function.RobustMutexes;
import ipcsh.sys.function.Selection;
import ipcsh.sys.function.SemaphoreSets;
import ipcsh.sys.function.Semaphores;
import ipcsh.sys.function.SharedSegments;
import ipcsh.sys.function.Signals;
import ipcsh.sys.function.SocketOptions;
import ipcsh.sys.function.Sockets;
import ipcsh.sys.function.SysVQueues;
import ipcsh.sys.function.Transfers;
import ipcsh.sys.invoke.SyscallInvoker;
import java.util.function.UnaryOperator;

/**
 * The C functions, one object per topic, over one invoker. Not thread-safe; topics that not every
 * session needs are created on demand.
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
  private FileNames fileNames;
  private Transfers transfers;
  private Limits limits;
  private Memory memory;
  private Semaphores semaphores;
  private Pthreads pthreads;
  private Futexes futexes;
  private InPlace inPlace;
  private ProcessControl processControl;
  private ProcessGroups processGroups;
  private Pidfds pidfds;
  private OtherMemory otherMemory;
  private Programs programs;
  private Locks locks;
  private Selection selection;
  private Epolls epolls;
  private PseudoTerminals pseudoTerminals;
  private MessageQueues queues;
  private Signals signals;
  private SysVQueues sysVQueues;
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

  /** The invoker itself, for functions without a topic here (those of plugins). */
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

  public FileNames fileNames() {
    if (fileNames == null) {
      fileNames = new FileNames(invoker);
    }
    return fileNames;
  }

  public Transfers transfers() {
    if (transfers == null) {
      transfers = new Transfers(invoker);
    }
    return transfers;
  }

  public Limits limits() {
    if (limits == null) {
      limits = new Limits(invoker);
    }
    return limits;
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

  /** Created for each call, which is rare. */
  public RobustMutexes robustMutexes() {
    return new RobustMutexes(invoker);
  }

  /** Created for each call, because few sessions use it. */
  public AddressLookup addressLookup() {
    return new AddressLookup(invoker);
  }

  public ProcessGroups processGroups() {
    if (processGroups == null) {
      processGroups = new ProcessGroups(invoker);
    }
    return processGroups;
  }

  public Pidfds pidfds() {
    if (pidfds == null) {
      pidfds = new Pidfds(invoker);
    }
    return pidfds;
  }

  public OtherMemory otherMemory() {
    if (otherMemory == null) {
      otherMemory = new OtherMemory(invoker);
    }
    return otherMemory;
  }

  public InPlace inPlace() {
    if (inPlace == null) {
      inPlace = new InPlace(invoker);
    }
    return inPlace;
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

  public Signals signals() {
    if (signals == null) {
      signals = new Signals(invoker);
    }
    return signals;
  }

  public Programs programs() {
    if (programs == null) {
      programs = new Programs(invoker);
    }
    return programs;
  }

  public Locks locks() {
    if (locks == null) {
      locks = new Locks(invoker);
    }
    return locks;
  }

  public Selection selection() {
    if (selection == null) {
      selection = new Selection(invoker);
    }
    return selection;
  }

  public Epolls epolls() {
    if (epolls == null) {
      epolls = new Epolls(invoker);
    }
    return epolls;
  }

  public PseudoTerminals pseudoTerminals() {
    if (pseudoTerminals == null) {
      pseudoTerminals = new PseudoTerminals(invoker);
    }
    return pseudoTerminals;
  }

  public MessageQueues queues() {
    if (queues == null) {
      queues = new MessageQueues(invoker);
    }
    return queues;
  }

  public SysVQueues sysVQueues() {
    if (sysVQueues == null) {
      sysVQueues = new SysVQueues(invoker);
    }
    return sysVQueues;
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
