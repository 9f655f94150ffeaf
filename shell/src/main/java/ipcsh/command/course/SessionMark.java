package ipcsh.command.course;

import ipcsh.command.Context;
import ipcsh.handle.Fd;
import ipcsh.handle.Pending;
import ipcsh.handle.Role;
import ipcsh.network.Network;
import ipcsh.peer.RoleShell;
import ipcsh.sys.Injection;
import ipcsh.sys.abi.SysException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a session had open and running at a moment, so that all that came later can be ended. */
public final class SessionMark {
  private final Context context;
  private final Set<Fd> opened;
  private final Set<Pending> started;
  private final Set<Role> forked;
  private final List<RoleShell> shells;
  private final List<Injection> injected;
  private final List<Network> networks;
  private final int handlers;

  /** The present state. */
  public SessionMark(Context context) {
    this.context = context;
    opened = new HashSet<>(context.descriptors().all());
    started = new HashSet<>(context.jobs().all());
    forked = context.localRoles().members();
    shells = context.roleShells().all();
    injected = context.injections().all();
    networks = context.networks().all();
    handlers = context.atExit().size();
  }

  /**
   * Cancels jobs, ends roles, closes networks, removes injections, runs what was registered for the end, and closes
   * descriptors, as far as they are newer than this.
   */
  public void restore() {
    context.jobs().all().stream().filter(job -> !started.contains(job)).forEach(Pending::cancel);
    context.roleShells().closeAllBut(shells);
    context.localRoles().closeAllBut(forked);
    context.networks().all().stream()
        .filter(network -> !networks.contains(network))
        .forEach(Network::close);
    List<Injection> left = new ArrayList<>(context.injections().all());
    left.removeAll(injected);
    context.injections().remove(left);
    context.atExit().runDownTo(handlers);
    context.descriptors().all().stream().filter(fd -> !opened.contains(fd)).forEach(this::close);
  }

  private void close(Fd fd) {
    try {
      context.kernel().quiet().files().close(fd.getNumber());
    } catch (SysException alreadyClosed) {
      // by other means than a command
    } finally {
      context.descriptors().closed(fd.getNumber());
    }
  }
}
