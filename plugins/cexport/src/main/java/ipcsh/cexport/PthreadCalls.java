package ipcsh.cexport;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Mutexes, condition variables and read-write locks: pthreads(7). Their functions return the error
 * number.
 */
final class PthreadCalls implements Topic {
  private final Writer w;
  private final LibraryObjects objects;

  PthreadCalls(Writer w, LibraryObjects objects) {
    this.w = w;
    this.objects = objects;
  }

  @Override
  public void addTo(Commands commands) {
    String header = "pthread.h";
    Map<String, Kind> kinds = Map.of("mutex", Kind.MUTEX, "cond", Kind.COND, "rwlock", Kind.RWLOCK);
    kinds.forEach(
        (what, kind) -> {
          String prefix = "pthread_" + what;
          commands.add(prefix + "_init", header, (a, t) -> init(a, kind, what));
          commands.add(prefix + "_at", header, (a, t) -> objects.at(a, kind));
        });
    Map<String, Kind> plain = new HashMap<>();
    for (String name : List.of("lock", "trylock", "unlock", "consistent", "destroy")) {
      plain.put("pthread_mutex_" + name, Kind.MUTEX);
    }
    for (String name : List.of("signal", "broadcast", "destroy")) {
      plain.put("pthread_cond_" + name, Kind.COND);
    }
    for (String name : List.of("rdlock", "wrlock", "tryrdlock", "trywrlock", "unlock", "destroy")) {
      plain.put("pthread_rwlock_" + name, Kind.RWLOCK);
    }
    plain.forEach(
        (name, kind) ->
            commands.add(
                name, header, (a, t) -> Value.error(name + "(" + a.object(0, kind) + ")")));
    Map.of(
            "pthread_mutex_timedlock",
            Kind.MUTEX,
            "pthread_rwlock_timedrdlock",
            Kind.RWLOCK,
            "pthread_rwlock_timedwrlock",
            Kind.RWLOCK)
        .forEach(
            (name, kind) ->
                commands.add(
                    name,
                    header,
                    (a, t) ->
                        Value.error(
                            name + "(" + a.object(0, kind) + ", " + a.deadline("seconds") + ")")));
    commands.add(
        "pthread_cond_wait",
        header,
        (a, t) ->
            Value.error(
                "pthread_cond_wait("
                    + a.object(0, Kind.COND)
                    + ", "
                    + a.object(1, Kind.MUTEX)
                    + ")"));
    commands.add(
        "pthread_cond_timedwait",
        header,
        (a, t) ->
            Value.error(
                "pthread_cond_timedwait("
                    + a.object(0, Kind.COND)
                    + ", "
                    + a.object(1, Kind.MUTEX)
                    + ", "
                    + a.deadline("seconds")
                    + ")"));
  }

  private Value init(CallArguments a, Kind kind, String what) {
    Value made = objects.made(a, kind, what);
    boolean pshared = a.isTrue("pshared");
    // mutexes only
    boolean robust = kind == Kind.MUTEX && a.isTrue("robust");
    String type = kind == Kind.MUTEX && a.has("type") ? a.number("type") : null;
    boolean plain = !pshared && !robust && type == null;
    String attributes = "NULL";
    String prefix = "pthread_" + what;
    if (!plain) {
      String name = w.temporary(what + "_attributes", prefix + "attr_t ", "");
      attributes = "&" + name;
      w.call(Value.error(prefix + "attr_init(" + attributes + ")"));
      if (pshared) {
        w.call(Value.error(prefix + "attr_setpshared(" + attributes + ", PTHREAD_PROCESS_SHARED)"));
      }
      if (robust) {
        w.call(Value.error(prefix + "attr_setrobust(" + attributes + ", PTHREAD_MUTEX_ROBUST)"));
      }
      if (type != null) {
        w.call(Value.error(prefix + "attr_settype(" + attributes + ", " + type + ")"));
      }
    }
    w.call(Value.error(prefix + "_init(" + made.c() + ", " + attributes + ")"));
    return made;
  }
}
