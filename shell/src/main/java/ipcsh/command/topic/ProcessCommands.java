package ipcsh.command.topic;

import ipcsh.command.Context;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.SavedAs;
import java.util.List;

/** Commands for the process's IDs. */
public final class ProcessCommands implements CommandTopic {
  private Context context;

  @Override
  public String title() {
    return "Processes";
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
  }

  @Command(
      summary = "get the process ID",
      man = "getpid(2)",
      saves = SavedAs.NUMBER,
      examples = "getpid() > 1  //=> true")
  public int getpid() {
    return context.sys().processes().getpid();
  }

  @Command(
      summary = "get the thread ID; a first thread's is the process ID",
      man = "gettid(2)",
      saves = SavedAs.NUMBER,
      examples = "gettid() > 1  //=> true")
  public int gettid() {
    return context.sys().processes().gettid();
  }

  @Command(
      summary = "get the parent process ID",
      man = "getppid(2)",
      saves = SavedAs.NUMBER,
      examples = "getppid() > 0  //=> true")
  public int getppid() {
    return context.sys().processes().getppid();
  }

  @Command(
      summary = "get the real user ID",
      man = "getuid(2)",
      examples = "getuid() >= 0  //=> true")
  public int getuid() {
    return context.sys().processes().getuid();
  }

  @Command(
      summary = "get the effective user ID",
      man = "geteuid(2)",
      examples = "geteuid() == getuid()  //=> true")
  public int geteuid() {
    return context.sys().processes().geteuid();
  }

  @Command(
      summary = "get the real group ID",
      man = "getgid(2)",
      examples = "getgid() >= 0  //=> true")
  public int getgid() {
    return context.sys().processes().getgid();
  }

  @Command(
      summary = "get the effective group ID",
      man = "getegid(2)",
      examples = "getegid() == getgid()  //=> true")
  public int getegid() {
    return context.sys().processes().getegid();
  }

  @Command(
      summary = "the environment of this shell, a list of NAME=value",
      man = "environ(7)",
      details =
          """
          environ.PATH and environ['PATH'] are the value of a variable, null if it is not set. A
          forked child has the same environment; that of a program is set by spawn(..., env:).""",
      examples =
          """
          environ.PATH == environ['PATH']                  //=> true
          environ.find { it.startsWith('PATH=') } == "PATH=$environ.PATH"  //=> true
          environ['NO_SUCH_VARIABLE'] == null              //=> true
          """)
  public List<String> environ() {
    return new Environ();
  }
}
