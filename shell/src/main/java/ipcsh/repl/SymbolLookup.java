package ipcsh.repl;

import ipcsh.command.model.CommandModel;
import ipcsh.command.model.Parameter;
import ipcsh.handle.Fd;
import ipcsh.language.Session;
import ipcsh.sys.abi.Errno;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the session knows about a name, for use while the user types: evaluates nothing, never
 * blocks, and knows little until the session has been loaded.
 */
final class SymbolLookup {
  private static final class Errnos {
    static final Set<String> NAMES =
        Stream.of(Errno.values()).map(Errno::name).collect(Collectors.toUnmodifiableSet());
  }

  private final Supplier<Session> ready;

  /** Looks up names in this session, which is null until it has been loaded. */
  SymbolLookup(Supplier<Session> ready) {
    this.ready = ready;
  }

  /** The session, or null. */
  Session session() {
    return ready.get();
  }

  CommandModel command(String name) {
    Session session = session();
    return session == null ? null : session.context().registry().find(name);
  }

  boolean isConstant(String name) {
    Session session = session();
    return session != null
        && (session.context().constants().get(name) != null || Errnos.NAMES.contains(name));
  }

  Set<String> errnos() {
    return new TreeSet<>(Errnos.NAMES);
  }

  /** The variables and their values, by name. */
  Map<String, Object> variables() {
    Session session = session();
    return session == null ? Map.of() : session.names().getVariables();
  }

  /** The value of a variable; null if there is no such variable. */
  Object value(String name) {
    Session session = session();
    return session != null && session.names().isAssigned(name)
        ? session.names().getVariable(name)
        : null;
  }

  /** The called command and the position of the argument in its parameters, or null. */
  Site site(TypedCall call) {
    CommandModel command = call == null ? null : command(call.name());
    if (command == null) {
      return null;
    }
    if (call.receiver() == null) {
      return new Site(command, call.index(), call.option());
    }
    Object receiver = value(call.receiver());
    boolean method = command.isMethodOf(receiver == null ? Fd.class : receiver.getClass());
    return method ? new Site(command, call.index() + 1, call.option()) : null;
  }

  /** An argument of a command. */
  record Site(CommandModel command, int index, String option) {
    /** The form of the command that takes so many arguments. */
    CommandModel form() {
      CommandModel other = command.onRegion();
      return other != null && index >= command.positional().size() ? other : command;
    }

    /** The parameters to which the argument may be assigned: two, if one of them is optional. */
    List<Parameter> parameters() {
      if (option != null) {
        Parameter named = command.option(option);
        return named == null ? List.of() : List.of(named);
      }
      List<Parameter> all = form().positional();
      List<Parameter> here = new ArrayList<>();
      if (index < all.size()) {
        here.add(all.get(index));
        if (!all.get(index).isRequired()
            && index + 1 < all.size()
            && all.get(index + 1).isRequired()) {
          here.add(all.get(index + 1));
        }
      } else if (!all.isEmpty() && all.get(all.size() - 1).isRest()) {
        here.add(all.get(all.size() - 1));
      }
      return here;
    }
  }
}
