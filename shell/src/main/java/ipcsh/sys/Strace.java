package ipcsh.sys;

import java.util.function.Consumer;

/**
 * A door that tells of each call as strace(1) prints it: {@code bind(3, {sa_family=AF_UNIX,
 * sun_path="/tmp/x"}, 110) = 0}. The words of a {@link Fn}'s signature say what each argument is:
 *
 * <ul>
 *   <li>{@code fd dirfd int long size mode nodemode ptr}: the number itself
 *   <li>{@code path in out addr outaddr opt outopt inmsg outmsg pollfds timespec outpair outint
 *       outlen itimerspec outitimerspec sigset status strings variables}: what the pointer points
 *       at; an {@code out} one, and a {@code status}, only where the call succeeded
 *   <li>{@code fcntl}: what the command before it makes of it; {@code waitflags}: those of wait4
 *   <li>a prefix with an underscore, {@code MSG_}: constants of that family, or of several with
 *       commas between them
 * </ul>
 *
 * <p>Behind a result that the kernel did not give stands {@code (INJECTED)}, as strace has it.
 */
public final class Strace extends DoorDecorator {
  private final StraceArguments arguments;
  private final Consumer<String> sink;

  /** Traces a door's calls to {@code sink}, a line each. */
  public Strace(Door inner, Constants constants, Consumer<String> sink) {
    super(inner);
    this.arguments = new StraceArguments(constants);
    this.sink = sink;
  }

  @Override
  public long call(Fn function, long a, long b, long c, long d, long e, long f) {
    long result = super.call(function, a, b, c, d, e, f);
    if (function.isSilent()) {
      return result;
    }
    long[] words = {a, b, c, d, e, f};
    sink.accept(line(function, words, result));
    return result;
  }

  private String line(Fn function, long[] words, long result) {
    String process = process() == 0 ? "" : "[pid " + process() + "] ";
    String call = process + arguments.render(function, words, room(result)) + " = ";
    String injected = injected() ? " (INJECTED)" : "";
    if (result == -1) {
      Errno errno = Errno.of(errno());
      return call + "-1 " + errno + " (" + errno.getMessage() + ")" + injected;
    }
    return call + arguments.result(function, words, result) + injected;
  }
}
