package ipcsh.eventfd;

import ipcsh.command.Context;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Default;
import ipcsh.command.model.Flags;
import ipcsh.handle.Fd;
import java.math.BigInteger;
import java.util.List;

/** The commands for counters that can be polled, {@code eventfd(2)}. */
public final class EventfdCommands implements CommandTopic {
  private static final long LARGEST_INITIAL = 0xffffffffL;

  private Context context;

  @Override
  public String title() {
    return "Counters (eventfd)";
  }

  @Override
  public List<Class<?>> constants() {
    return List.of(EventConstants.class);
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
  }

  private Eventfd functions() {
    return new Eventfd(context.sys().invoker());
  }

  @Command(
      summary = "create a descriptor for event notification, a 64-bit counter",
      man = "eventfd(2)",
      details =
          """
          Reading returns the counter and resets it to 0, and blocks while it is 0; writing adds
          to it. With EFD_SEMAPHORE a read subtracts only 1. It works with poll, fork and
          SCM_RIGHTS.""",
      examples =
          """
          e = eventfd 3            //=> fd 3  eventfd  count 3
          eventfd_write e, 4
          poll([e])[e] == POLLIN   //=> true
          eventfd_read e           //=> 7
          poll([e], timeout: 0)    //=> [:]
          s = eventfd 2, EFD_SEMAPHORE | EFD_NONBLOCK
          eventfd_read s           //=> 1
          eventfd_read s           //=> 1
          fails(EAGAIN) { eventfd_read s }
          """)
  public Fd eventfd(@Default("0") long initval, @Default("0") @Flags("EFD_") int flags) {
    if (initval < 0 || initval > LARGEST_INITIAL) {
      throw new IllegalArgumentException("initval: expected 0 to 4294967295, given " + initval);
    }
    return context.opened(functions().eventfd((int) initval, flags));
  }

  @Command(
      summary = "read a counter and reset it, blocking while it is 0",
      man = "eventfd(2)",
      blocks = true,
      examples =
          """
          e = eventfd 5
          eventfd_read e  //=> 5
          fails(ETIMEDOUT) { eventfd_read e, timeout: 10.ms }
          """)
  public Number eventfd_read(Fd fd) {
    long value = functions().read(context.number(fd));
    return value >= 0 ? (Number) value : new BigInteger(Long.toUnsignedString(value));
  }

  @Command(
      summary = "add to a counter, blocking while it would overflow",
      man = "eventfd(2)",
      blocks = true,
      details = "The largest value of a counter is 2^64 - 2.",
      examples =
          """
          e = eventfd()
          eventfd_write e, 0xfffffffffffffffe  //=> 0
          eventfd_read e                       //=> 18446744073709551614
          fails(EINVAL) { eventfd_write e, 0xffffffffffffffff }
          """)
  public int eventfd_write(Fd fd, Number value) {
    functions().write(context.number(fd), counter(value));
    return 0;
  }

  private static long counter(Number value) {
    boolean whole = value instanceof Integer || value instanceof Long;
    BigInteger wide = whole ? BigInteger.valueOf(value.longValue()) : null;
    if (value instanceof BigInteger given) {
      wide = given;
    }
    if (wide == null || wide.signum() < 0 || wide.bitLength() > Long.SIZE) {
      throw new IllegalArgumentException(
          "value: expected a whole number from 0 to 2^64 - 1, given " + value);
    }
    return wide.longValue();
  }
}
