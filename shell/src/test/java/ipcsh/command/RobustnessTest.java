package ipcsh.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ipcsh.command.model.CommandModel;
import ipcsh.handle.Pending;
import ipcsh.handle.UsageException;
import ipcsh.kit.Leftovers;
import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.kit.Wait;
import ipcsh.language.JsonRendering;
import ipcsh.language.Rendering;
import ipcsh.sys.abi.Libc;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.invoke.NativeFunction;
import ipcsh.sys.invoke.SyscallInvoker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever arguments a command is given, it returns a value, or fails with a failed call or a usage
 * error; it ends, and no descriptor is lost.
 */
@OnShell
@Tag("long")
class RobustnessTest {
  private static final int COMBINATIONS = Integer.getInteger("fuzz", 10_000);

  /** The same of a command that takes its time. */
  private static final int SLOWLY = 100;

  /** The number of calls with one set of descriptors. */
  private static final int ROUND = 100;

  /**
   * Commands that start a program, inspect all processes, ask all shells, wait for a time, or
   * search or print the help of the whole shell, each time.
   */
  private static final Set<String> SLOW =
      Set.of(
          "man",
          "help",
          "fork",
          "thread",
          "fds",
          "inspect",
          "draw",
          "holders",
          "locks",
          "mqs",
          "why",
          "watch",
          "sigwaitinfo");

  /** They send signals to processes, change what the test's own does at one, or wait for one. */
  private static final Set<String> OF_SIGNALS =
      Set.of("alarm", "killpg", "raise", "sigqueue", "signal", "sigaction", "sigprocmask");

  /**
   * Commands that end the test, affect other processes of this machine at random, connect to other
   * machines, or hold descriptors for the directories or networks that they create until the
   * session ends.
   */
  private static final Set<String> HARMFUL =
      Set.of(
          "exit",
          "quit",
          "kill",
          "spawn",
          "observe",
          "shell",
          "shells",
          "cd",
          "chdir",
          "scratch",
          "network",
          "pidfd_send_signal",
          "process_vm_writev",
          "setpgid",
          "setsid");

  /** An ID at random is another program's object. */
  private static final Pattern SYSTEM_V =
      Pattern.compile("msg(get|snd|rcv|ctl)|sem(get|op|ctl)|shm(get|at|dt|ctl)");

  private static final NativeFunction UNSHARE = NativeFunction.of("unshare", "int");
  private static final int CLONE_NEWIPC = 0x08000000;

  /**
   * They change this process for all tests, or devices that are open, or take the room of a file
   * system: {@link FileRobustnessTest} calls them in a child.
   */
  private static final Set<String> IN_A_CHILD =
      Set.of("umask", "setrlimit", "fchmod", "fchown", "fallocate", "posix_fallocate", "sendfile");

  private static final NativeFunction CHDIR = NativeFunction.of("chdir", "path");

  static Stream<String> commands() {
    try (Shell shell = new Shell()) {
      List<String> names =
          shell.context().registry().all().stream().map(CommandModel::name).toList();
      return new ArrayList<>(names)
          .stream()
              .filter(name -> !HARMFUL.contains(name) && !OF_SIGNALS.contains(name))
              .filter(name -> !IN_A_CHILD.contains(name))
              .filter(name -> name.matches(System.getProperty("commands", ".*")));
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyOutcomeIsAValueOrAnErrorThatPeopleCanRead(String name, Shell shell) throws Exception {
    // so that an invalid path names something in the test's directory
    chdir(shell, shell.directory().toString());
    try {
      CommandModel command = shell.context().registry().find(name);
      onOwnThread(SYSTEM_V.matcher(name).matches(), () -> run(shell, command));
    } finally {
      chdir(shell, System.getProperty("user.dir"));
    }
  }

  private static void chdir(Shell shell, String path) {
    SyscallInvoker invoker = shell.context().kernel().quiet().invoker();
    long result =
        invoker.call(CHDIR, invoker.arena().clear().string(path).address(), 0, 0, 0, 0, 0);
    assertThat(result).isZero();
  }

  /**
   * Runs the work on a thread that ends with it, since the list of the robust mutexes that a thread
   * has locked may lead to memory that is mapped no more.
   *
   * @param alone where there are no objects of System V but those of the work: an ID at random is
   *     nobody else's
   */
  private static void onOwnThread(boolean alone, Runnable work) throws Exception {
    AtomicBoolean allowed = new AtomicBoolean(true);
    FutureTask<Void> task =
        new FutureTask<>(
            () -> {
              if (alone) {
                allowed.set(Libc.invoke(UNSHARE.address(), CLONE_NEWIPC, 0, 0, 0, 0, 0) == 0);
              }
              if (allowed.get()) {
                work.run();
              }
              return null;
            });
    Thread thread = new Thread(task, "random arguments");
    thread.start();
    task.get();
    assumeTrue(allowed.get(), "this user may not make an IPC namespace");
  }

  private static void run(Shell shell, CommandModel command) {
    Random random = new Random(command.name().hashCode());
    Arguments arguments = new Arguments(shell, random);
    int combinations = SLOW.contains(command.name()) ? SLOWLY : COMBINATIONS;
    Set<String> wrong = new TreeSet<>();
    Leftovers before = new Leftovers();
    for (int i = 0; i < combinations; i++) {
      if (i % ROUND == 0) {
        shell.closeAll();
        // that has gone back to where the test began
        chdir(shell, shell.directory().toString());
        arguments.open();
      }
      call(command, arguments.list(command), random, wrong);
    }
    shell.context().kernel().undecorate();
    shell.closeAll();
    arguments.unlinkNames();
    assertThat(wrong).isEmpty();
    Wait.until(
        Wait.LONG,
        () -> "left over by " + command.name() + ": " + before.now(),
        () -> before.now().isEmpty());
  }

  private static void call(CommandModel command, Object[] given, Random random, Set<String> wrong) {
    try {
      Object value = command.call(given);
      if (value instanceof Pending job) {
        value = job.get();
      }
      if (random.nextInt(8) == 0) {
        Rendering.of(value);
        JsonRendering.of(value);
      }
    } catch (SysException e) {
      if (e.getMessage().isEmpty()) {
        wrong.add("no message for " + text(given));
      }
    } catch (UsageException e) {
      if (e.getMessage() == null || e.getMessage().contains("null:")) {
        wrong.add("no message for " + text(given));
      }
    } catch (AssertionError e) {
      if (!Set.of("fails", "eventually").contains(command.name())) {
        wrong.add(e + " for " + text(given));
      }
    } catch (Throwable e) {
      StackTraceElement where = e.getStackTrace().length == 0 ? null : e.getStackTrace()[0];
      if (wrong.size() < 5) {
        wrong.add(e + " at " + where + " for " + text(given));
      }
    }
  }

  private static String text(Object[] given) {
    String text = Arrays.deepToString(given);
    return text.length() > 300 ? text.substring(0, 300) + "..." : text;
  }
}
