package ipcsh.cexport;

/** Pseudo-terminals, pty(7); both ends at once are in {@link PairCalls}. */
final class TerminalCalls implements Topic {
  @Override
  public void addTo(Commands commands) {
    commands.add(
        "posix_openpt",
        "stdlib.h fcntl.h",
        (a, t) -> Value.call(Kind.DESCRIPTOR, "posix_openpt(" + a.number("flags") + ")"));
    for (String name : new String[] {"grantpt", "unlockpt"}) {
      commands.add(
          name, "stdlib.h", (a, t) -> Value.call(Kind.INT, name + "(" + a.fd("master") + ")"));
    }
    commands.add(
        "ptsname",
        "stdlib.h",
        (a, t) -> Value.effect(Kind.TEXT, "ptsname(" + a.fd("master") + ")"));
  }
}
