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
        "semaphore.h fcntl.h",
        (a, t) -> {
          String flags = a.number("flags");
          String more =
              a.has("mode") || flags.contains("O_CREAT")
                  ? ", " + a.mode("mode") + ", " + a.number("value")
                  : "";
          return Value.call(
              Kind.SEMAPHORE,
              "sem_open(" + a.text("name") + ", " + flags + more + ")",
              Fails.SEM_FAILED);
        });
    commands.add(
        "sem_close",
        header,
        (a, t) -> Value.call(Kind.INT, "sem_close(" + a.object(0, Kind.SEMAPHORE) + ")"));
    commands.add(
        "sem_unlink", header, (a, t) -> Value.call(Kind.INT, "sem_unlink(" + a.text("name") + ")"));
    commands.add(
        "sem_init",
        header,
        (a, t) -> {
          Value made = objects.made(a, Kind.SEMAPHORE, "sem");
          w.call(
              Value.call(
                  Kind.INT,
                  "sem_init("
                      + made.c()
                      + ", "
                      + a.number("pshared")
                      + ", "
                      + a.number("value")
                      + ")"));
          return made;
        });
    commands.add("sem_at", header, (a, t) -> objects.at(a, Kind.SEMAPHORE));
    for (String name : List.of("wait", "trywait", "post", "destroy")) {
      commands.add(
          "sem_" + name,
          header,
          (a, t) -> Value.call(Kind.INT, "sem_" + name + "(" + a.object(0, Kind.SEMAPHORE) + ")"));
    }
    commands.add(
        "sem_timedwait",
        header,
        (a, t) ->
            Value.call(
                Kind.INT,
                "sem_timedwait("
                    + a.object(0, Kind.SEMAPHORE)
                    + ", "
                    + a.deadline("seconds")
                    + ")"));
    commands.add(
        "sem_getvalue",
        header,
        (a, t) -> {
          String value = w.temporary("value", "int ", "");
          w.call(
              Value.call(
                  Kind.INT, "sem_getvalue(" + a.object(0, Kind.SEMAPHORE) + ", &" + value + ")"));
          return Value.of(Kind.INT, value);
        });
  }
}
