package ipcsh.cexport;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ListExpression;

/** System V queues, semaphores and shared memory: sysvipc(7). */
final class SysVCalls implements Topic {
  private static final Pattern NUMBER = Pattern.compile("(?<![\\w.])(\\d+)(?![\\w.])");
  private static final Set<String> WITHOUT_ARGUMENT =
      Set.of("GETVAL", "GETPID", "GETNCNT", "GETZCNT", "IPC_RMID");

  private final Writer w;
  private final Expressions expressions;
  private final Receiving receiving;

  SysVCalls(Writer w, Expressions expressions, Receiving receiving) {
    this.w = w;
    this.expressions = expressions;
    this.receiving = receiving;
  }

  @Override
  public void addTo(Commands commands) {
    commands.add(
        "ftok",
        "sys/ipc.h",
        (a, t) -> Value.call(Kind.INT, "ftok(" + a.text("path") + ", " + a.number("id") + ")"));
    commands.add(
        "msgget",
        "sys/msg.h",
        (a, t) -> Value.call(Kind.SYSTEM_V, "msgget(" + a.number("key") + ", " + flags(a) + ")"));
    commands.add("msgsnd", "sys/msg.h", (a, t) -> send(a));
    commands.add("msgrcv", "sys/msg.h", (a, t) -> receiving.queued(a, t));
    commands.add("msgctl", "sys/msg.h", (a, t) -> removal(a, "msgctl(" + a.object("q") + ", "));
    commands.add(
        "semget",
        "sys/sem.h",
        (a, t) ->
            Value.call(
                Kind.SYSTEM_V,
                "semget(" + a.number("key") + ", " + a.number("nsems") + ", " + flags(a) + ")"));
    commands.add("semop", "sys/sem.h", (a, t) -> operate(a));
    commands.add("semctl", "sys/sem.h", (a, t) -> control(a));
    commands.add(
        "shmget",
        "sys/shm.h",
        (a, t) ->
            Value.call(
                Kind.SYSTEM_V,
                "shmget(" + a.number("key") + ", " + a.number("size") + ", " + flags(a) + ")"));
    commands.add(
        "shmat",
        "sys/shm.h",
        (a, t) ->
            Value.call(
                Kind.REGION,
                "shmat(" + a.object("m") + ", NULL, " + a.number("flags") + ")",
                Value.Fails.MAP_FAILED));
    commands.add(
        "shmdt",
        "sys/shm.h",
        (a, t) -> Value.call(Kind.INT, "shmdt(" + a.value("region").c() + ")"));
    commands.add("shmctl", "sys/shm.h", (a, t) -> removal(a, "shmctl(" + a.object("m") + ", "));
  }

  /** Permissions are octal in C. */
  private static String flags(CallArguments a) {
    if (!a.has("flags")) {
      return a.number("flags");
    }
    Matcher number = NUMBER.matcher(a.number("flags"));
    return number.replaceAll(
        found ->
            found.group(1).startsWith("0")
                ? found.group(1)
                : "0" + Integer.toOctalString(Integer.parseInt(found.group(1))));
  }

  private Value send(CallArguments a) {
    String queue = a.object("q");
    String type = a.number("type");
    Sending.Data data = expressions.sending.data(a.get("data"));
    String flags = a.number("flags");
    if (w.mode == Writer.Mode.PLAIN) {
      w.needs.header("string.h");
      String message = w.temporary("message", "struct { long mtype; char mtext[8192]; } ", "");
      w.frame.line(message + ".mtype = " + type + ";");
      w.frame.line("memcpy(" + message + ".mtext, " + data.bytes() + ", " + data.size() + ");");
      return Value.call(
          Kind.INT, "msgsnd(" + queue + ", &" + message + ", " + data.size() + ", " + flags + ")");
    }
    w.needs.helper(Helper.SEND_MESSAGE);
    return Value.call(
        Kind.INT,
        "send_message("
            + queue
            + ", "
            + type
            + ", "
            + data.bytes()
            + ", "
            + data.size()
            + ", "
            + flags
            + ")");
  }

  /** Of the commands of msgctl and shmctl only those that need no structure. */
  private Value removal(CallArguments a, String call) {
    String command = a.number("command");
    if (a.has("values") || !Set.of("IPC_RMID", "SHM_LOCK", "SHM_UNLOCK").contains(command)) {
      throw expressions.refuse(
          a.call(), "a structure as a map has no C equivalent; only IPC_RMID is translated");
    }
    return Value.call(Kind.INT, call + command + ", NULL)");
  }

  private Value operate(CallArguments a) {
    String set = a.object("s");
    Expression first = a.get("num");
    if (!(first instanceof ListExpression list)) {
      String one = "{ " + a.number("num") + ", " + a.number("op") + ", " + a.number("flags") + " }";
      return Value.call(Kind.INT, "semop(" + set + ", (struct sembuf[]){ " + one + " }, 1)");
    }
    if (a.has("op")) {
      throw expressions.refuse(a.call(), "a list of operations has no more arguments");
    }
    StringBuilder all = new StringBuilder();
    for (Expression each : list.getExpressions()) {
      if (!(each instanceof ListExpression one)
          || one.getExpressions().size() < 2
          || one.getExpressions().size() > 3) {
        throw expressions.refuse(a.call(), "operations [number, operation, flags] are expected");
      }
      all.append(all.isEmpty() ? "{ " : ", { ");
      for (int i = 0; i < 3; i++) {
        String part =
            i < one.getExpressions().size()
                ? w.operand(expressions.of(one.getExpression(i))).c()
                : "0";
        all.append(i == 0 ? "" : ", ").append(part);
      }
      all.append(" }");
    }
    return Value.call(
        Kind.INT,
        "semop("
            + set
            + ", (struct sembuf[]){ "
            + all
            + " }, "
            + list.getExpressions().size()
            + ")");
  }

  private Value control(CallArguments a) {
    String set = a.object("s");
    String first = a.number("num");
    if (!a.has("command")) {
      if (!first.equals("IPC_RMID")) {
        throw expressions.refuse(
            a.call(), "a structure as a map has no C equivalent; only IPC_RMID is translated");
      }
      return Value.call(Kind.INT, "semctl(" + set + ", 0, IPC_RMID)");
    }
    String command = a.number("command");
    if (command.equals("SETVAL") && a.has("arg")) {
      // POSIX has the caller define union semun; an int is passed alike
      return Value.call(
          Kind.INT, "semctl(" + set + ", " + first + ", SETVAL, " + a.number("arg") + ")");
    }
    if (WITHOUT_ARGUMENT.contains(command) && !a.has("arg")) {
      return Value.call(Kind.INT, "semctl(" + set + ", " + first + ", " + command + ")");
    }
    throw expressions.refuse(
        a.call(), "of semctl SETVAL, GETVAL, GETPID, GETNCNT, GETZCNT and IPC_RMID are translated");
  }
}
