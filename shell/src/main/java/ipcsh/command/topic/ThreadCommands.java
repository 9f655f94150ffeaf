package ipcsh.command.topic;

import ipcsh.command.Context;
import ipcsh.command.ExitRequest;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Default;
import ipcsh.command.model.Option;
import ipcsh.handle.Child;
import ipcsh.handle.RoleHost;
import ipcsh.handle.ShellThread;
import ipcsh.handle.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Commands for threads of this shell, and for forked children. */
public final class ThreadCommands implements CommandTopic {
  private Context context;

  @Override
  public String title() {
    return "Threads and children";
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
  }

  @Command(
      summary = "create a named thread of this shell",
      man = "pthread_create(3)",
      details =
          """
          t { ... } runs the block there and returns its value; t.start { ... } does not wait and
          returns a Pending. The blocks run one after another on one native thread: locks acquired
          in one block are held in the next. The same name refers to the same thread. jobs shows
          which call is blocked where; pthread_join t ends the thread.""",
      examples =
          """
          t = thread('t1')                //=> thread t1  idle
          (a, b) = socketpair()
          p = t.start { recv b }
          send a, 'x'
          p.get()                         //=> 1 byte "x"
          t { 6 * 7 }                     //=> 42
          """)
  public Object thread(String name, @Default("") Callable<?> block) throws Exception {
    if (name == null || name.isBlank()) {
      throw new IllegalArgumentException("expected a name for the thread, given an empty one");
    }
    expectShell("thread");
    ShellThread thread = context.localRoles().thread(name);
    return block == null ? thread : thread.call(block);
  }

  private void expectShell(String what) {
    if (!context.kernel().process().isShell()) {
      throw new UsageException(
          what
              + ": a forked child has only one thread; c.start { ... } runs a block there without waiting");
    }
  }

  @Command(
      summary = "wait until a thread has finished its blocks, and end it",
      man = "pthread_join(3)",
      details = "Locks that it holds stay locked; a robust mutex then gives EOWNERDEAD.",
      examples =
          """
          t = thread('t2')
          t { gettid() != getpid() }      //=> true
          pthread_join t                  //=> 0
          """)
  public int pthread_join(ShellThread thread) {
    thread.join();
    return 0;
  }

  @Command(
      summary = "create a child process, driven by blocks from this shell",
      man = "fork(2)",
      details =
          """
          c { ... } makes the block's calls in the child and returns its value; c.start { ... }
          does not wait. As in C, the child has copies of the descriptors (the same open file
          descriptions), the shared mappings themselves, copies of private mappings, one thread,
          its own pid and its own locks; c { fork() } creates a grandchild, c { exit 3 } ends the
          child, c { exec('ls', '-l') } replaces it with another program; waitpid(c), kill(c).
          Unlike in C, the child does not continue after the fork but makes the calls that its
          blocks request, while Groovy's variables stay in the shell. It has none of the Java
          virtual machine's descriptors and signal handlers, SIGPIPE is ignored (a write fails
          with EPIPE), it has its own process group, so that Ctrl-C does not reach it, and it ends
          no later than the shell, whatever it is doing. The shell reaps it; waitpid still returns
          its status. on: a makes it live on the host a of a network, where it has
          root's rights (help network).""",
      examples =
          """
          r = mmap 4096
          c = fork()
          c { r.putInt 0, getpid() }
          r.getInt(0) == c.pid            //=> true
          c { getppid() } == getpid()     //=> true
          c { exit 3 }
          waitpid(c).exit                 //=> 3
          """)
  public Child fork(@Option RoleHost on) {
    return context
        .localRoles()
        .fork(
            error -> error instanceof ExitRequest request ? (Integer) request.status() : null, on);
  }

  @Command(
      summary = "replace a forked child with a program found in PATH",
      man = "execvp(3)",
      details =
          """
          In a forked child only; spawn starts a program from the shell. The program keeps the
          child's descriptors. The form is exec(program, arguments...), or execvp(program, [argv0,
          ...]).""",
      examples =
          """
          (r, w) = pipe()
          c = fork()
          c { dup2 w, 1; exec 'echo', 'hello' }
          read r                          //=> 6 bytes "hello\\n"
          waitpid(c).exit                 //=> 0
          """)
  public void exec(String program, Object... arguments) {
    List<String> words = new ArrayList<>(List.of(FileCommands.required(program)));
    for (Object argument : arguments) {
      words.add(String.valueOf(argument));
    }
    execvp(program, words);
  }

  @Command(
      summary = "replace a forked child with a program and its arguments",
      man = "execvp(3)",
      examples =
          """
          c = fork()
          c { execvp 'sh', ['sh', '-c', 'exit 4'] }
          waitpid(c).exit                 //=> 4
          """)
  public void execvp(String file, List<?> argv) {
    if (context.kernel().process().isShell()) {
      throw new UsageException(
          "exec: this would replace the shell; call it in a child, or use spawn",
          "c = fork(); c { exec 'ls' }");
    }
    if (argv.isEmpty()) {
      throw new IllegalArgumentException(
          "expected argv with a name as its first element, given none");
    }
    List<String> words = new ArrayList<>();
    argv.forEach(word -> words.add(String.valueOf(word)));
    context.sys().processControl().execvp(FileCommands.required(file), words);
  }
}
