package ipcsh.command.topic;

import ipcsh.command.Context;
import ipcsh.command.DescriptorInspection;
import ipcsh.command.DescriptorSelection;
import ipcsh.command.DistantDescriptors;
import ipcsh.command.HolderQuery;
import ipcsh.command.SysVQuery;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Default;
import ipcsh.command.model.Name;
import ipcsh.command.model.Option;
import ipcsh.command.model.Pid;
import ipcsh.command.model.SavedAs;
import ipcsh.handle.Descriptor;
import ipcsh.handle.Fd;
import ipcsh.handle.Numbered;
import ipcsh.handle.Properties;
import ipcsh.handle.SysVObject;
import ipcsh.peer.DistantRole;
import ipcsh.sys.Kernel;
import ipcsh.sys.invoke.SignalTable;
import ipcsh.sys.trace.StraceInvoker;
import ipcsh.view.FdTable;
import ipcsh.view.Holding;
import ipcsh.view.Listing;
import ipcsh.view.StackTraceText;
import java.util.List;

/** Commands that inspect descriptors and trace calls. */
public final class InspectCommands implements CommandTopic {
  private Context context;
  private DescriptorInspection look;

  @Override
  public String title() {
    return "Inspection";
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
    look = new DescriptorInspection(itsContext);
  }

  @Command(
      summary = "list the descriptors of this shell or of any process",
      man = "proc_pid_fd(5)",
      saves = SavedAs.NOTHING,
      details =
          """
          fds(pid) lists those of a process; fds(child) and fds 'NAME' those of a child or another
          shell, also of one on another machine, fds(far). Each row is a value: .number, .variable (the one that holds it, var in the table), .kind,
          .name, .state, .flags, .offset, .cloexec,
          .peer (an address, or the descriptor at the other end), .peers and .sharedWith (lists of
          descriptors; the latter those that share the open file description), .object (all that
          is known of it: .object.bytes of a pipe). A row of this shell is accepted wherever a
          descriptor is expected. Descriptors that the shell and its Java virtual machine opened
          for themselves are omitted; all: true shows them, and so does a process ID. A process of
          another user gives EACCES; a zombie or a kernel thread has no descriptors. On a terminal
          the table is cut to its width; elsewhere it is complete.""",
      examples =
          """
          (a, b) = socketpair()
          send a, 'abc'
          fds.find { it.number == 4 }          //=> fd 4 b  unix stream  connected  3 bytes to receive  to fd 3 a  O_RDWR
          fds.find { it.number == 4 }.peer     //=> fd 3
          c = dup b
          fds.find { it.number == 4 }.sharedWith  //=> [fd 5]
          fds(getpid()).size() >= fds.size()   //=> true
          """)
  public FdTable fds(@Default("") Object of, @Option Boolean all) {
    if (of instanceof DistantRole role) {
      return new DistantDescriptors(context).table(role, Boolean.TRUE.equals(all));
    }
    return look.table(new DescriptorSelection(context, "fds", of, Boolean.TRUE.equals(all)));
  }

  @Command(
      summary = "show all that is known of a descriptor and its waiters",
      man = "proc_pid_fdinfo(5)",
      saves = SavedAs.NOTHING,
      details =
          """
          The descriptor, its open file description and who shares it, the kernel object and other
          open file descriptions of it, its locks and their holders, the peer, what an epoll or
          inotify instance watches, who has mapped it, and the threads blocked in a call on it or
          on the other end. .descriptor is a row of fds; .object, .others, .locks, .watches,
          .mapped and .waiting are the rest. The descriptor may belong to another process: a row
          of fds(pid), server.s, a handle of a child. Of a System V object: who used it last, who
          has attached it, and who waits for it.""",
      examples =
          """
          (r, w) = pipe()
          write w, 'abc'
          inspect r                      //=> descriptor   fd 3 r of process ...
          inspect(r).object.bytes        //=> 3
          inspect(r).others*.flags       //=> [O_WRONLY]
          fails(EBADF) { inspect 77 }
          """)
  public Properties inspect(Numbered fd) {
    return fd instanceof SysVObject object
        ? new SysVQuery(context).inspection(object)
        : look.inspection((Descriptor) fd);
  }

  @Command(
      summary = "test whether two descriptors share an open file description",
      man = "kcmp(2)",
      saves = SavedAs.RESULT,
      details =
          """
          Descriptors that share an open file description have one offset and one set of status
          flags, whatever their numbers, in this process (dup) and in others (fork, sendfd). Two
          opens of the same file do not share one. Either descriptor may be one of another shell,
          server.f; pid: is the process to which the number b belongs.""",
      examples =
          """
          f = open '/etc/passwd'
          sameFile f, dup(f)               //=> true
          sameFile f, open('/etc/passwd')  //=> false
          """)
  public boolean sameFile(Descriptor a, Descriptor b, @Option @Pid Integer pid) {
    return context
        .sys()
        .processControl()
        .sameFile(
            a.getPid(),
            number(a),
            pid == null ? b.getPid() : pid,
            pid == null ? number(b) : b.getNumber());
  }

  /** The number of a closed handle, in a form that gives EBADF. */
  private int number(Descriptor descriptor) {
    return descriptor instanceof Fd fd ? context.number(fd) : descriptor.getNumber();
  }

  @Command(
      summary = "list the processes that have a file or an object open",
      man = "lsof(8)",
      saves = SavedAs.NOTHING,
      details =
          """
          A name is '@x' in the abstract namespace, the path of a socket, a FIFO or a file,
          '/name' of shared memory, a semaphore or a message queue, '127.0.0.1:8080', or ':8080'
          for all addresses; of a System V segment, its handle; a row of locks is that lock. Each row has .pid, .process, .number (-1 if
          the process has mapped it, or its descriptor is unknown) and .how: a descriptor that has
          a lock, or waits for one, has another row for it. Processes of other users are visible
          only to root.""",
      examples =
          """
          l = socket(); bind l, '@ipcsh-example'; listen l
          holders '@ipcsh-example'         //=> fd 3 of this shell  unix stream  listening @ipcsh-example
          (r, w) = pipe()
          holders(w).number                //=> [4, 5]
          """)
  public List<Holding> holders(@Name(Name.Of.OTHER) Object of) {
    return new Listing<>(
        of instanceof SysVObject object
            ? new SysVQuery(context).holders(object)
            : new HolderQuery(context).of(of),
        "no visible process has it open");
  }

  @Command(
      summary = "print each system call as strace does: trace on, trace off",
      man = "strace(1)",
      saves = SavedAs.NOTHING,
      details =
          """
          A descriptor is followed by the variable that holds it: read(3 r, ...). A prefix [pid
          4712<t1>] names another thread that makes the call, [pid 4711] a forked child; an
          injected result is marked as such. A library function (sem_open, shm_open, those of
          pthreads) is one line, whereas strace shows the system calls that it makes; an
          interrupted call shows the EINTR that a program sees, whereas strace shows ERESTARTSYS.""",
      examples =
          """
          trace on
          socketpair()
          trace off
          """)
  public void trace(boolean on) {
    context.noteExchanges(on);
    Thread asks = Thread.currentThread();
    SignalTable.observedBy(
        on
            ? info -> report(other(asks) + StraceInvoker.delivered(context.constants(), info))
            : null);
    context
        .kernel()
        .decorate(
            Kernel.Layer.TRACE,
            on
                ? invoker ->
                    new StraceInvoker(
                        invoker,
                        context.constants(),
                        this::report,
                        () -> other(asks),
                        context.variableNames()::here)
                : null);
  }

  private void report(String line) {
    context.kernel().aside(() -> context.host().report(line));
  }

  /**
   * A prefix that names the calling thread; empty for the thread that enabled the trace and for the
   * evaluator.
   */
  private String other(Thread asked) {
    Thread caller = Thread.currentThread();
    return caller == asked || caller.getName().equals("evaluator")
        ? ""
        : "[pid " + context.kernel().thread() + "<" + caller.getName() + ">] ";
  }

  @Command(
      summary = "list what was typed in this shell, oldest first",
      man = "history(3)",
      saves = SavedAs.NOTHING,
      examples = "history")
  public List<String> history() {
    return new Listing<>(context.host().history(), "nothing was entered before");
  }

  @Command(
      summary = "show the last error with its Java stack trace",
      man = "errno(3)",
      saves = SavedAs.NOTHING,
      examples = "exception  //=> there was no error")
  public String exception() {
    Throwable last = context.host().lastError();
    return last == null ? "there was no error" : StackTraceText.of(last);
  }
}
