package ipcsh.command.topic;

import ipcsh.command.Context;
import ipcsh.command.SpellingSuggestion;
import ipcsh.command.model.CallName;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandModel;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Conversion;
import ipcsh.command.model.Default;
import ipcsh.command.model.Option;
import ipcsh.sys.Injection;
import ipcsh.sys.Injections;
import ipcsh.sys.abi.Errno;
import ipcsh.view.Listing;
import java.util.List;

/** Commands that inject results, to try how a program reacts to them. */
public final class InjectCommands implements CommandTopic {
  private Context context;

  @Override
  public String title() {
    return "Fault injection";
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
  }

  @Command(
      summary = "make the next calls of a function fail, or fall short",
      man = "strace(1)",
      details =
          """
          inject 'write', EINTR: the next write fails with EINTR and does not reach the kernel.
          inject 'write', bytes: 3: the next write transfers at most three bytes, and the rest is
          really not transferred (of a datagram, the rest is lost); for read, pread, write,
          pwrite, send, sendto, sendmsg, recv, recvfrom, recvmsg. times: is the number of calls
          affected, after: the number of calls that pass first. Several injections for one
          function take effect in turn. inject alone lists the pending injections; inject 'write',
          off removes those of write, inject off all. Injections apply to the calls of this
          process, by any of its threads; in the block of a forked child or of another shell, to
          the calls made there. The shell's own calls are never affected. close closes the
          descriptor even so, as on Linux. A trace marks the call with (INJECTED).""",
      examples =
          """
          (r, w) = pipe()
          inject 'write', EINTR                   //=> write  = -1 EINTR (Interrupted system call)  the next call
          fails(EINTR) { write w, 'x' }
          inject 'write', bytes: 3, times: 2      //=> write  at most 3 bytes  the next 2 calls
          inject 'write', EINTR, after: 1
          inject()[1]                             //=> write  = -1 EINTR (Interrupted system call)  the next call after 1 more
          def writeAll(fd, bytes) {
            int done = 0
            while (done < bytes.length) {
              try {
                done += write(fd, Arrays.copyOfRange(bytes, done, bytes.length))
              } catch (SysException e) {
                if (e.errno != EINTR) throw e
              }
            }
            done
          }
          writeAll w, 'hello, world'.bytes        //=> 12
          read r                                  //=> 12 bytes "hello, world"
          inject off
          inject                                  //=> nothing is injected
          """)
  public Object inject(
      @Default("") @CallName Object call,
      @Default("") Object result,
      @Option Integer bytes,
      @Option Integer times,
      @Option Integer after) {
    boolean alone = result == null && bytes == null && times == null && after == null;
    if (call == null && alone) {
      return new Listing<>(context.injections().pending(), "nothing is injected");
    }
    if (Boolean.FALSE.equals(call) && alone) {
      context.injections().remove(context.injections().pending());
      return null;
    }
    String name = name(call);
    if (Boolean.FALSE.equals(result) && bytes == null && times == null && after == null) {
      remove(name);
      return null;
    }
    return add(name, result, bytes, count("times", times, 1), count("after", after, 0));
  }

  private Injection add(String name, Object result, Integer bytes, int times, int after) {
    Injections injections = context.injections();
    if (result instanceof Errno errno && bytes == null) {
      return injections.fail(name, errno, times, after);
    }
    if (result != null) {
      throw new IllegalArgumentException(
          bytes == null
              ? "expected an errno (EINTR), bytes: or off, given " + Conversion.describe(result)
              : "expected an errno or bytes:, given both");
    }
    if (bytes == null) {
      throw new IllegalArgumentException(
          "expected what to inject into " + name + ": an errno (EINTR), bytes: or off");
    }
    if (!Injections.WITH_DATA.contains(name)) {
      throw new IllegalArgumentException(
          "bytes: expected a call that transfers data ("
              + String.join(", ", Injections.WITH_DATA.stream().sorted().toList())
              + "), given "
              + name);
    }
    return injections.shorten(name, count("bytes", bytes, 1), times, after);
  }

  private static int count(String what, Integer given, int least) {
    if (given != null && given < least) {
      throw new IllegalArgumentException(
          what + ": expected a number of " + least + " or more, given " + given);
    }
    return given == null ? least : given;
  }

  private void remove(String name) {
    Injections injections = context.injections();
    List<Injection> its =
        injections.pending().stream().filter(each -> each.getName().equals(name)).toList();
    injections.remove(its);
  }

  private String name(Object given) {
    if (!(given instanceof CharSequence)) {
      throw new IllegalArgumentException(
          "expected the name of a call, 'write', or off, given " + Conversion.describe(given));
    }
    String name = given.toString();
    CommandModel command = context.registry().find(name);
    if (command == null || !command.isCall()) {
      List<String> calls =
          context.registry().all().stream()
              .filter(CommandModel::isCall)
              .map(CommandModel::name)
              .sorted()
              .toList();
      throw new IllegalArgumentException(
          "expected a call that can be injected, given '"
              + name
              + "'"
              + SpellingSuggestion.say(name, calls)
              + " These can: "
              + String.join(" ", calls));
    }
    return name;
  }
}
