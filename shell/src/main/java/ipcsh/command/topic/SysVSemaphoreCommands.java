package ipcsh.command.topic;

import static ipcsh.sys.abi.SysVConstants.GETALL;
import static ipcsh.sys.abi.SysVConstants.IPC_SET;
import static ipcsh.sys.abi.SysVConstants.IPC_STAT;
import static ipcsh.sys.abi.SysVConstants.SETALL;
import static ipcsh.sys.abi.SysVConstants.SETVAL;

import ipcsh.command.Context;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Conversion;
import ipcsh.command.model.Default;
import ipcsh.command.model.Flags;
import ipcsh.command.model.Unsigned;
import ipcsh.handle.Numbered;
import ipcsh.handle.SysVSemaphores;
import ipcsh.inspect.SysVKind;
import ipcsh.sys.function.SemaphoreSets;
import ipcsh.sys.text.Counted;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** System V semaphores. */
public final class SysVSemaphoreCommands implements CommandTopic {
  private static final int LARGEST = 0xffff;

  private Context context;

  @Override
  public String title() {
    return "System V semaphores";
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
  }

  private SemaphoreSets functions() {
    return context.sys().semaphoreSets();
  }

  @Command(
      summary = "get or create a set of System V semaphores",
      man = "semget(2)",
      details =
          """
          The set is its ID, a number that all processes of the machine share. It stays until
          IPC_RMID; leftovers lists those that this session has created. On Linux the values of a
          new set are 0.""",
      examples =
          """
          s = semget IPC_PRIVATE, 2        //=> System V semaphores ...  IPC_PRIVATE  values 0, 0
          semctl s, 0, SETVAL, 3
          s.values                         //=> [3, 0]
          semctl s, IPC_RMID               //=> 0
          """)
  public SysVSemaphores semget(
      @Default("IPC_PRIVATE") @Unsigned int key,
      @Default("1") int nsems,
      @Default("IPC_CREAT|0600") @Flags({"IPC_CREAT", "IPC_EXCL"}) int flags) {
    int id =
        context
            .sysV()
            .get(SysVKind.SEMAPHORES, key, flags, asked -> functions().get(key, nsems, asked));
    return context.sysV().semaphores(id);
  }

  @Command(
      summary = "perform operations on System V semaphores, all of them or none",
      man = "semop(2)",
      blocks = true,
      details =
          """
          An operation above 0 is added; one below 0 waits until the value is large enough and
          subtracts; 0 waits until the value is 0. Several are given as a list of [number,
          operation, flags]. With SEM_UNDO the kernel undoes the operation when the process that
          made it ends, however it ends; in a forked child, that process is the child.""",
      examples =
          """
          s = semget IPC_PRIVATE, 2
          semop s, 0, 1                            //=> 0
          semop s, [[0, -1], [1, 1, SEM_UNDO]]     //=> 0
          s.values                                 //=> [0, 1]
          fails(EAGAIN) { semop s, 0, -1, IPC_NOWAIT }
          fails(ETIMEDOUT) { semop s, 0, -1, timeout: 20.ms }
          semctl s, IPC_RMID
          """)
  public int semop(
      SysVSemaphores s,
      Object num,
      @Default("") Integer op,
      @Default("0") @Flags({"SEM_UNDO", "IPC_NOWAIT"}) int flags) {
    List<SemaphoreSets.Operation> all = new ArrayList<>();
    if (num instanceof Integer && op != null) {
      // the usual one, without a list
      SemaphoreSets.Operation one =
          new SemaphoreSets.Operation(
              number(num, 0, LARGEST), number(op, -0x8000, 0x7fff), flags & LARGEST);
      return functions().operate(s.getId(), List.of(one));
    }
    if (op != null) {
      all.add(operation(List.of(num, op, flags)));
    } else if (num instanceof Collection<?> list && !list.isEmpty() && isNumber(list)) {
      all.add(operation(list));
    } else if (num instanceof Collection<?> many) {
      many.forEach(one -> all.add(operation(one)));
    } else {
      throw Conversion.wanted(
          "the number of a semaphore and an operation, or a list of [number, operation, flags]",
          num);
    }
    return functions().operate(s.getId(), all);
  }

  private static boolean isNumber(Collection<?> list) {
    return list.iterator().next() instanceof Number;
  }

  private static SemaphoreSets.Operation operation(Object given) {
    List<?> parts =
        given instanceof Collection<?> list
            ? new ArrayList<>(list)
            : given instanceof Map<?, ?> map
                ? List.of(part(map, "sem_num"), part(map, "sem_op"), part(map, "sem_flg"))
                : List.of();
    if (parts.size() < 2 || parts.size() > 3) {
      throw Conversion.wanted("operations [number, operation, flags]", given);
    }
    int flags = parts.size() == 3 ? number(parts.get(2), -0x8000, LARGEST) : 0;
    return new SemaphoreSets.Operation(
        number(parts.get(0), 0, LARGEST), number(parts.get(1), -0x8000, 0x7fff), flags);
  }

  private static Object part(Map<?, ?> map, String name) {
    Object value = map.get(name);
    return value == null ? 0 : value;
  }

  /** A number that fits into a short of struct sembuf. */
  private static int number(Object given, long least, long most) {
    Object plain = given instanceof Numbered handle ? (Object) handle.getNumber() : given;
    if ((plain instanceof Integer || plain instanceof Long)
        && ((Number) plain).longValue() >= least
        && ((Number) plain).longValue() <= most) {
      return ((Number) plain).intValue();
    }
    throw Conversion.wanted("a number from " + least + " to " + most, given);
  }

  @Command(
      summary = "examine, set or remove System V semaphores",
      man = "semctl(2)",
      details =
          """
          As in C: the set, the number of the semaphore, the command, its argument. GETVAL, GETPID
          (the process that operated last), GETNCNT (how many wait for a larger value), GETZCNT
          (for 0) give an int, GETALL a list; SETVAL takes a value, SETALL a list. Commands on the
          whole set may omit the number: semctl(s, IPC_STAT) gives a map with the names of struct
          semid_ds, IPC_SET changes what its map names (uid, gid, mode), IPC_RMID removes the set;
          calls that wait fail with EIDRM.""",
      examples =
          """
          s = semget IPC_PRIVATE, 2
          semctl s, 0, SETALL, [5, 7]        //=> 0
          semctl s, 0, GETALL                //=> [5, 7]
          semctl s, 1, GETVAL                //=> 7
          semctl(s, 1, GETPID) == getpid()   //=> true
          semctl s, 1, GETNCNT               //=> 0
          semctl(s, IPC_STAT).sem_nsems      //=> 2
          fails(ERANGE) { semctl s, 0, SETVAL, 40000 }
          semctl s, 0, IPC_RMID              //=> 0
          """)
  public Object semctl(
      SysVSemaphores s,
      @Flags({"IPC_STAT", "IPC_SET", "IPC_RMID"}) int num,
      @Default("")
          @Flags({
            "GETVAL",
            "SETVAL",
            "GETALL",
            "SETALL",
            "GETPID",
            "GETNCNT",
            "GETZCNT",
            "IPC_STAT",
            "IPC_SET",
            "IPC_RMID"
          })
          Object command,
      @Default("") Object arg) {
    boolean whole = command == null || command instanceof Map<?, ?> || isList(command);
    Object argument = whole ? command : arg;
    int which = whole ? num : number(command, Integer.MIN_VALUE, 0xffffffffL);
    int number = whole ? 0 : num;
    int id = s.getId();
    return switch (which) {
      case IPC_STAT -> functions().stat(id);
      case IPC_SET -> set(id, argument);
      case GETALL -> functions().values(id, count(id));
      case SETALL -> functions().setAll(id, values(id, argument));
      case SETVAL ->
          functions()
              .control(id, number, which, number(argument, Integer.MIN_VALUE, Integer.MAX_VALUE));
      default -> functions().control(id, number, which, 0);
    };
  }

  private static boolean isList(Object given) {
    return given instanceof Collection<?>;
  }

  private int count(int id) {
    return ((Number) context.kernel().quiet().semaphoreSets().stat(id).get("sem_nsems")).intValue();
  }

  private int set(int id, Object argument) {
    if (argument != null && !(argument instanceof Map<?, ?>)) {
      throw Conversion.wanted("a map for IPC_SET, [mode: 0600]", argument);
    }
    SysVValues set =
        SysVValues.of(context.kernel().quiet(), SysVKind.SEMAPHORES, id, (Map<?, ?>) argument);
    set.checkAll();
    return functions().set(id, set.perm("uid"), set.perm("gid"), set.perm("mode"));
  }

  /** As many values as the set has: C would read beyond a shorter array. */
  private int[] values(int id, Object argument) {
    int count = count(id);
    if (!(argument instanceof Collection<?> many) || many.size() != count) {
      throw Conversion.wanted("a list of " + Counted.of(count, "value") + " for SETALL", argument);
    }
    return many.stream().mapToInt(value -> number(value, 0, LARGEST)).toArray();
  }
}
