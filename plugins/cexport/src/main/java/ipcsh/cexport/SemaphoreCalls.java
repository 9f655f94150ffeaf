package ipcsh.cexport;

import ipcsh.cexport.Value.Fails;
import java.util.List;

/** Semaphores: sem_overview(7). */
final class SemaphoreCalls implements Topic {
  private final Writer w;
  private final LibraryObjects objects;

  SemaphoreCalls(Writer w, LibraryObjects objects) {
    this.w = w;
    this.objects = objects;
  }

  @Override
  public void addTo(Commands commands) {
    String header = "semaphore.h";
    commands.add(
        "sem_open",
        "name [flags] [mode] [value]",
        "sem_open(3)",
        "semaphore.h fcntl.h",
        (a, t) -> {
          String flags = a.number("flags", "0");
          String more =
              flags.contains("O_CREAT")
                  ? ", " + a.mode("mode", "0600") + ", " + a.number("value", "0")
                  : "";
          return Value.call(
              Kind.SEMAPHORE,
              "sem_open(" + a.text("name") + ", " + flags + more + ")",
              Fails.SEM_FAILED);
        });
    commands.add(
        "sem_close",
        "s",
        "sem_close(3)",
        header,
        (a, t) -> Value.call(Kind.INT, "sem_close(" + a.object("s", Kind.SEMAPHORE) + ")"));
    commands.add(
        "sem_unlink",
        "name",
        "sem_unlink(3)",
        header,
        (a, t) -> Value.call(Kind.INT, "sem_unlink(" + a.text("name") + ")"));
    commands.add(
        "sem_init",
        "region offset [pshared] [value]",
        "sem_init(3)",
        header,
        (a, t) -> {
          Value made = objects.made(a, Kind.SEMAPHORE, "sem");
          w.call(
              Value.call(
                  Kind.INT,
                  "sem_init("
                      + made.c()
                      + ", "
                      + a.number("pshared", "1")
                      + ", "
                      + a.number("value", "0")
                      + ")"));
          return made;
        });
    commands.add(
        "sem_at",
        "region offset",
        "sem_overview(7)",
        header,
        (a, t) -> objects.at(a, Kind.SEMAPHORE));
    for (String name : List.of("wait", "trywait", "post", "destroy")) {
      commands.add(
          "sem_" + name,
          "s",
          "sem_" + (name.equals("trywait") ? "wait" : name) + "(3)",
          header,
          (a, t) ->
              Value.call(Kind.INT, "sem_" + name + "(" + a.object("s", Kind.SEMAPHORE) + ")"));
    }
    commands.add(
        "sem_timedwait",
        "s seconds",
        "sem_wait(3)",
        header,
        (a, t) ->
            Value.call(
                Kind.INT,
                "sem_timedwait("
                    + a.object("s", Kind.SEMAPHORE)
                    + ", "
                    + a.deadline("seconds")
                    + ")"));
    commands.add(
        "sem_getvalue",
        "s",
        "sem_getvalue(3)",
        header,
        (a, t) -> {
          String value = w.temporary("value", "int ", "");
          w.call(
              Value.call(
                  Kind.INT, "sem_getvalue(" + a.object("s", Kind.SEMAPHORE) + ", &" + value + ")"));
          return Value.of(Kind.INT, value);
        });
  }
}
