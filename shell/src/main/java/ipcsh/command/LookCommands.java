package ipcsh.command;

import ipcsh.handle.Fd;
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
    if (on) {
      context.kernel().decorate(door -> new Strace(door, context.constants(), this::report));
    } else {
      context.kernel().decorate(null);
    }
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
