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
 * A child that was forked ({@code fork(2)}): its blocks make their calls in it, with what it
 * inherited. It runs until it exits, is killed, or the shell ends.
 */
public final class Child extends Role implements HasPid, Waitable {
  private final DrivenProcess process;
  private final LocalRoles roles;
  private final Function<Throwable, Integer> exits;
  private volatile ChildRecord record;
  private int blocks;

  Child(DrivenProcess process, LocalRoles roles, Function<Throwable, Integer> exits) {
    super("child " + process.pid(), roles.services());
    this.process = process;
    this.roles = roles;
    this.exits = exits;
  }

  @Override
  public int getPid() {
    return process.pid();
  }

  /** Says what the shell knows of it, for a child of the shell itself. */
  Child knownBy(ChildRecord itsRecord) {
    record = itsRecord;
    return this;
  }

  /** What the shell knows of it; null for a child's child. */
  ChildRecord record() {
    return record;
  }

  DrivenProcess process() {
    return process;
  }

  /** Whether blocks run in it: it has not ended, and has not become another program. */
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
        // the line is the block's
        ended.setStackTrace(e.getStackTrace());
        throw ended;
      }
      throw e;
    } finally {
      leave();
    }
  }

  /** While a block runs, its memory is not given to another child. */
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

  /** How it ended; null where it has not, or nobody here can know. */
  public WaitStatus end() {
    return record == null ? null : record.end();
  }

  /** Ends it, and lets go of it when the block that it may be in is over. */
  void close() {
    process.kill();
    ended();
  }

  /** Somebody has seen its end. */
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

  /** What has become of it, in words. */
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
