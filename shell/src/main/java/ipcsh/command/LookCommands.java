package ipcsh.command;

import ipcsh.handle.Descriptor;
import ipcsh.handle.Fd;
import ipcsh.sys.Kernel;
import ipcsh.sys.Strace;
import java.util.List;

/** Looking at what is there and at what happens. */
public final class LookCommands implements CommandTopic {
  private Context context;

  @Override
  public String title() {
    return "Looking";
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
  }

  @Command(
      summary = "the open descriptors of this shell",
      man = "proc(5)",
      saves = Saves.NOTHING,
      examples =
          """
          (a, b) = socketpair()
          fds.find { it.number == 4 }  //=> fd 4  unix stream  connected
          """)
  public List<Fd> fds() {
    return new Listing<>(context.descriptors().all(), "no descriptor is open");
  }

  @Command(
      summary = "whether two descriptors are the same open file description",
      man = "kcmp(2)",
      saves = Saves.RESULT,
      details =
          """
          The same: one offset and one set of status flags, however many numbers stand for it, here
          (dup) and in other processes (fork, sendfd). Two opens of one file are not. Either may be
          a descriptor of another shell, server.f; pid: is the process of which b is a number.""",
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

  /** A closed handle's number is passed on in a form that gives EBADF. */
  private int number(Descriptor descriptor) {
    return descriptor instanceof Fd fd ? context.number(fd) : descriptor.getNumber();
  }

  @Command(
      summary = "print each call as strace does: trace on, trace off",
      man = "strace(1)",
      saves = Saves.NOTHING,
      examples =
          """
          trace on
          socketpair()
          trace off
          """)
  public void trace(boolean on) {
    context
        .kernel()
        .decorate(
            Kernel.Layer.TRACE,
            on ? door -> new Strace(door, context.constants(), this::report) : null);
  }

  private void report(String line) {
    String thread = Thread.currentThread().getName();
    context.host().report(thread.startsWith("bg ") ? "[" + thread + "] " + line : line);
  }

  @Command(
      summary = "what was typed in this shell, oldest first",
      man = "history(3)",
      saves = Saves.NOTHING,
      examples = "history")
  public List<String> history() {
    return new Listing<>(context.host().history(), "nothing was typed before");
  }

  @Command(
      summary = "the last error with its Java stack",
      man = "errno(3)",
      saves = Saves.NOTHING,
      examples = "exception  //=> there was no error")
  public String exception() {
    Throwable last = context.host().lastError();
    return last == null ? "there was no error" : Stack.of(last);
  }
}
