package ipcsh.why;

import ipcsh.inspect.FdInfo;
import ipcsh.inspect.Holder;
import ipcsh.inspect.TerminalObject;
import ipcsh.inspect.ThreadSnapshot;
import java.util.ArrayList;
import java.util.List;

/** Reads and writes of pseudo-terminals, from both sides, and of other terminals. */
final class TerminalWaits implements ObjectWaits {
  private static final String SLAVES = "/dev/pts/";
  private static final String OWN = "/dev/tty";
  private static final int FIELD_OF_TERMINAL = 4;
  private static final int FIRST_MAJOR = 136;
  private static final int MAJORS = 8;

  @Override
  public WaitCondition toRead(ThreadSnapshot thread, String call, Holder fd, WaitContext context) {
    return of(thread, call, fd, true, context);
  }

  @Override
  public WaitCondition toWrite(ThreadSnapshot thread, String call, Holder fd, WaitContext context) {
    return of(thread, call, fd, false, context);
  }

  private static WaitCondition of(
      ThreadSnapshot thread, String call, Holder fd, boolean reads, WaitContext context) {
    String link = context.descriptors().link(fd);
    if (link == null) {
      return null;
    }
    if (TerminalObject.isMaster(link)) {
      return ofMaster(thread, call, fd, link, reads, context);
    }
    if (link.equals(OWN)) {
      int own = terminalOf(thread.pid(), context);
      return own < 0
          ? atTerminal(thread, call, link, reads)
          : ofSlave(thread, call, SLAVES + own, reads, context);
    }
    if (link.startsWith(SLAVES)) {
      return ofSlave(thread, call, link, reads, context);
    }
    return link.startsWith(OWN) || link.equals("/dev/console")
        ? atTerminal(thread, call, link, reads)
        : null;
  }

  private static WaitCondition atTerminal(
      ThreadSnapshot thread, String call, String link, boolean reads) {
    return on(thread, call, link, reads).fromOutside((reads ? "input at " : "the user at ") + link);
  }

  private static WaitCondition on(ThreadSnapshot thread, String call, String name, boolean reads) {
    return WaitCondition.of(
            thread, call, reads ? "input from " + name : "room at " + name + ", which is full")
        .on(name, name, reads ? "no input" : "full");
  }

  private static WaitCondition ofSlave(
      ThreadSnapshot thread, String call, String slave, boolean reads, WaitContext context) {
    List<Holder> masters = new ArrayList<>();
    for (String path : new String[] {"/dev/ptmx", SLAVES + "ptmx"}) {
      for (Holder holder : context.descriptors().holders(path)) {
        FdInfo info = context.descriptors().info(holder);
        TerminalObject master = TerminalObject.of(path, info);
        if (master != null && master.slave().equals(slave)) {
          masters.add(holder);
        }
      }
    }
    WaitCondition wait = on(thread, call, slave, reads);
    List<Holder> emulators =
        masters.stream().filter(holder -> isEmulator(holder, context)).toList();
    if (masters.isEmpty() || !emulators.isEmpty()) {
      String through =
          emulators.isEmpty() ? "" : " (through " + context.process(emulators.get(0).pid()) + ")";
      return wait.fromOutside((reads ? "input at " : "the user at ") + slave + through);
    }
    return context.completed(
        wait.endedBy(context.wakers(masters, reads ? "writes to its master" : "reads its master")),
        "the master of " + slave);
  }

  /**
   * Whether the holder of a master shows it to a user: it waits for more than its masters, for keys
   * or for a connection.
   */
  private static boolean isEmulator(Holder master, WaitContext context) {
    List<ThreadSnapshot> threads = context.threads(master.pid());
    return threads.stream()
        .anyMatch(
            thread ->
                thread.isBlocked()
                    && PollWaits.isPoll(thread.call())
                    && PollWaits.watched(thread, context).stream()
                        .map(fd -> context.link(master.pid(), fd))
                        .anyMatch(link -> link != null && !TerminalObject.isMaster(link)));
  }

  private static WaitCondition ofMaster(
      ThreadSnapshot thread,
      String call,
      Holder fd,
      String link,
      boolean reads,
      WaitContext context) {
    TerminalObject master = TerminalObject.of(link, context.descriptors().info(fd));
    if (master == null) {
      return null;
    }
    String slave = master.slave();
    WaitCondition wait =
        on(thread, call, slave, reads).on(master.id(), "the master of " + slave, null);
    List<Holder> holders = new ArrayList<>(context.descriptors().holders(slave));
    for (Holder own : context.descriptors().holders(OWN)) {
      if (terminalOf(own.pid(), context) == master.index()) {
        holders.add(own);
      }
    }
    WaitCondition known =
        wait.endedBy(context.wakers(holders, reads ? "writes to it" : "reads from it"));
    return (holders.isEmpty() ? known : context.completed(known, "the slave"))
        .orBy("a program that opens " + slave);
  }

  /** The number of the pseudo-terminal that controls a process, below 0 if there is none. */
  private static int terminalOf(int pid, WaitContext context) {
    String stat = context.text("/proc/" + pid + "/stat");
    if (stat == null) {
      return -1;
    }
    String[] words = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    int device = Integer.parseInt(words[FIELD_OF_TERMINAL]);
    int major = device >> 8 & 0xfff;
    int minor = device & 0xff | device >> 12 & 0xfff00;
    return major < FIRST_MAJOR || major >= FIRST_MAJOR + MAJORS
        ? -1
        : (major - FIRST_MAJOR << 8) + minor;
  }
}
