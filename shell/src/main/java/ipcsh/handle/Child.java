package ipcsh.handle;

import ipcsh.sys.abi.CallNotMade;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.abi.WaitStatus;
import ipcsh.sys.fork.DrivenProcess;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;

/**
 * A child process created by {@code fork(2)}: its blocks make their calls in it, with the
 * descriptors and memory that it inherited. It runs until it exits, is killed, or the shell ends.
 */
@Term("child process")
public final class Child extends Role implements HasPid, Waitable {
  private final DrivenProcess process;
  private final LocalRoles roles;
  private final Function<Throwable, Integer> exits;
  private final RoleHost host;
  private volatile ChildRecord record;
  private int blocks;

  Child(
      DrivenProcess process, LocalRoles roles, Function<Throwable, Integer> exits, RoleHost host) {
    super("child " + process.pid(), roles.services());
    this.process = process;
    this.roles = roles;
    this.exits = exits;
    this.host = host;
  }

  @Override
  public int getPid() {
    return process.pid();
  }

  /** Where it lives; null if in the surroundings of its parent. */
  public RoleHost host() {
    return host;
  }

  /** Sets the shell's record of it, if it is a child of the shell itself. */
  Child knownBy(ChildRecord itsRecord) {
    record = itsRecord;
    return this;
  }

  /** The shell's record of it; null for a child of a child. */
  ChildRecord record() {
    return record;
  }

  @Override
  DrivenProcess process() {
    return process;
  }

  /** Whether it can run blocks: it has not ended, and has not executed another program. */
  public boolean isDriven() {
    return process.state() == DrivenProcess.State.DRIVEN;
  }

  @Override
  protected Object perform(Callable<?> block) throws Exception {
    begin();
    try {
      return kernel().in(process, () -> shown(block));
    } catch (Error e) {
      Integer status = exits.apply(e);
      if (status == null) {
        throw e;
      }
      kernel().in(process, () -> exit(status));
      return null;
    } catch (SysException e) {
      if (e.getErrno() == Errno.ESRCH && !isDriven()) {
        SysException ended = new SysException(Errno.ESRCH, e.getCall(), fate());
        // the stack trace points to the line of the block
        ended.setStackTrace(e.getStackTrace());
        throw ended;
      }
      throw e;
    } finally {
      leave();
    }
  }

  /** Counts a block as running; meanwhile the child's memory is not reused for another child. */
  private void begin() {
    boolean driven;
    synchronized (this) {
      driven = isDriven();
      blocks += driven ? 1 : 0;
    }
    if (!driven) {
      throw refusal();
    }
  }

  private void leave() {
    boolean last;
    synchronized (this) {
      blocks--;
      last = blocks == 0 && !isDriven();
    }
    if (last) {
      roles.left(this);
    }
  }

  /** Its wait status; null if it has not ended, or the status is not available here. */
  public WaitStatus end() {
    return record == null ? null : record.end();
  }

  /** Kills it; its resources are released when a block that runs in it has ended. */
  void close() {
    process.kill();
    ended();
  }

  /** Called when its end was noticed. */
  void ended() {
    boolean last;
    synchronized (this) {
      process.ended();
      last = blocks == 0;
    }
    if (last) {
      roles.left(this);
    }
  }

  private Object exit(int status) {
    try {
      kernel().quiet().processControl().exit(status);
    } catch (CallNotMade call) {
      throw call.failure();
    }
    return null;
  }

  @Override
  protected RuntimeException refusal() {
    return new SysException(Errno.ESRCH, getName(), fate());
  }

  /** A description of its end. */
  private String fate() {
    if (process.state() == DrivenProcess.State.EXECUTED) {
      return getName() + " has executed another program";
    }
    if (record != null) {
      record.settle();
    }
    WaitStatus end = end();
    return getName() + (end == null ? " has ended" : "  " + end);
  }

  @Override
  public Map<String, Object> waitFor() {
    return roles.waitFor(this).asMap();
  }

  @Override
  public Map<String, Object> waitFor(Duration time) {
    return Timeouts.within(kernel(), time, this::waitFor);
  }

  @Override
  public String toString() {
    WaitStatus end = end();
    if (end != null) {
      return getName() + "  " + end;
    }
    return getName() + "  " + (isDriven() ? doing() : fate().substring(getName().length()).strip());
  }
}
