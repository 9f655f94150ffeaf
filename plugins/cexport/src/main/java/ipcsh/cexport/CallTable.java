package ipcsh.cexport;

import ipcsh.command.model.CommandModel;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.codehaus.groovy.ast.expr.Expression;

/** The commands that have a translation to C, by name. */
final class CallTable {
  private static final String IN_THE_SHELL =
      "the wire of a network is a thread of the shell, which a C program does not have";

  /** Why other commands are not translated. */
  private static final Map<String, String> REASONS =
      Map.ofEntries(
          Map.entry("inject", "a C program has no injected results"),
          Map.entry(
              "bg", "a background block of the shell has no C equivalent; use fork() or thread()"),
          Map.entry(
              "getaddrinfo",
              "a list of addresses is not translated; in C it is a linked list of struct addrinfo"),
          Map.entry("environ", "a list of variables is not translated; in C it is char **environ"),
          Map.entry(
              "select", "gives sets in the shell, which a program of C fills and asks bit by bit"),
          Map.entry("findings", "reviews the output of strace; a C program does not"),
          Map.entry("network", IN_THE_SHELL),
          Map.entry("wire", IN_THE_SHELL),
          Map.entry("cut", IN_THE_SHELL),
          Map.entry("join", IN_THE_SHELL),
          Map.entry("firewall", IN_THE_SHELL),
          Map.entry("pcap", IN_THE_SHELL),
          Map.entry("observe", "looks at another program through strace; a C program does not"),
          Map.entry(
              "fdstore",
              "is a service manager's: a program of C uses sd_notify() and sd_listen_fds()"),
          Map.entry("spawn", "is more than one call; in C use fork() and exec"));

  final PairCalls pairs;
  final MemoryCalls memory;
  final WaitCalls waits;
  final LockCalls locks;
  final Addresses addresses;
  final Receiving receiving;

  private final Writer w;
  private final Expressions expressions;
  private final Limits limits;
  private final Commands commands = new Commands();

  CallTable(Writer w, Expressions expressions) {
    this.w = w;
    this.expressions = expressions;
    limits = new Limits(w, expressions);
    addresses = new Addresses(w, expressions);
    receiving = new Receiving(w, expressions);
    pairs = new PairCalls(w, expressions);
    memory = new MemoryCalls(w, expressions, receiving);
    waits = new WaitCalls(w, expressions);
    locks = new LockCalls(w, expressions);
    LibraryObjects objects = new LibraryObjects(w, expressions);
    List.of(
            new FileCalls(w, expressions, receiving),
            new FileNameCalls(w),
            new TransferCalls(w, expressions),
            locks,
            pairs,
            new SocketCalls(w, expressions, addresses, receiving),
            new MessageCalls(w, expressions, addresses, receiving),
            memory,
            new SemaphoreCalls(w, objects),
            new QueueCalls(w, expressions, receiving),
            new SysVCalls(w, expressions, receiving),
            new PthreadCalls(w, objects),
            waits,
            new TerminalCalls(),
            new ProcessCalls(w, expressions),
            new PidfdCalls(w, expressions, receiving),
            new SignalCalls(w, expressions))
        .forEach(topic -> topic.addTo(commands));
  }

  boolean knows(String name) {
    return commands.find(name) != null;
  }

  /** Why a command is not translated. */
  String why(String name) {
    return REASONS.getOrDefault(name, "is not translated");
  }

  /**
   * Translates a call.
   *
   * @param target the message that receives bytes, null for a buffer
   */
  Value of(String name, Expression e, Received target) {
    Commands.Command command = commands.find(name);
    CallArguments given = CallArguments.of(name, e, w, expressions);
    w.needs.page(command.page() == null ? w.model(name).man() : command.page());
    command.headers().forEach(w.needs::header);
    Value value = command.maker().make(given, target);
    Value limited = given.has(CommandModel.TIMEOUT) ? limits.limited(value, given) : value;
    given.checkAllRead();
    return limited;
  }

  /** The names of the commands that are translated. */
  Set<String> names() {
    return commands.names();
  }
}
