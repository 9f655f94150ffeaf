package ipcsh.command;

import groovy.lang.Closure;
import ipcsh.command.model.CommandModel;
import ipcsh.command.model.Parameter;
import ipcsh.handle.Fd;
import ipcsh.handle.Handle;
import ipcsh.handle.UsageException;
import ipcsh.kit.Leftovers;
import ipcsh.kit.Shell;
import ipcsh.sys.abi.SysException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Valid and invalid arguments of all kinds; none can affect anything outside of the test. */
final class Arguments {
  private static final Object[] NUMBERS = {
    0,
    1,
    2,
    3,
    5,
    7,
    16,
    100,
    4096,
    65536,
    1 << 20,
    -1,
    -2,
    -100,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    0x80000003,
    1L << 31,
    1L << 32,
    5L,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    BigInteger.ONE.shiftLeft(64).add(BigInteger.TWO),
    BigInteger.TEN,
    new BigDecimal("1.5"),
    1.5,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    -0.0,
    1e300,
    0.001,
    (short) 3,
    (byte) -1,
    'c',
  };

  private final Shell shell;
  private final Random random;
  private final List<Object> fixed = new ArrayList<>(Arrays.asList(NUMBERS));
  private final Map<String, Integer> constants;
  private final Closure<?> opener;
  private final List<Object> handles = new ArrayList<>();

  Arguments(Shell shell, Random random) {
    this.shell = shell;
    this.random = random;
    constants = shell.harmlessConstants();
    String dir = shell.directory().toString();
    fixed.addAll(
        List.of(
            "",
            "x",
            "hello",
            dir,
            dir + "/a",
            dir + "/b",
            dir + "/no/such",
            "@robust",
            "@",
            "/no/such",
            "127.0.0.1:0",
            "127.0.0.1:1",
            "[::1]:0",
            "[::",
            "300.1.2.3:4",
            ":",
            "<iH",
            ">4sB",
            "99999999s",
            "00 ff",
            "xyz",
            "EAGAIN",
            "send",
            "a\0b",
            "\udcff\ud800",
            "x".repeat(300),
            "-rf",
            "%s%n"));
    fixed.addAll(
        List.of(
            new byte[0],
            new byte[] {1, 2, 3, 4},
            new byte[16],
            new byte[70000],
            List.of(),
            List.of(1, 2),
            List.of(300),
            List.of("x", 'y'),
            Arrays.asList(null, 1),
            Map.of(),
            Map.of("pid", 1),
            Map.of("timeout", "soon"),
            Map.of("x", "y"),
            true,
            false,
            Duration.ZERO,
            Duration.ofMillis(1),
            Duration.ofSeconds(-1),
            new Object(),
            String.class,
            ipcsh.sys.abi.Errno.EAGAIN));
    fixed.addAll(
        (List<?>) shell.run("[{ 1 }, { it }, { -> false }, { open '/no/such' }, \"g${1}\"]"));
    opener =
        (Closure<?>)
            shell.run(
                """
                return { ->
                  def (a, b) = socketpair AF_UNIX, SOCK_DGRAM
                  def (c, d) = socketpair()
                  def (r, w) = pipe()
                  def f = open "$dir/file", O_CREAT | O_RDWR, 0600
                  def u = socket AF_INET, SOCK_DGRAM
                  def t = socket AF_INET
                  def v = socket AF_INET6, SOCK_DGRAM
                  def l = socket()
                  bind l
                  listen l, 1
                  def gone = socket()
                  close gone
                  send a, 'waiting'
                  sendmsg c, 'with', fds: [f]
                  write f, 'content'
                  def m = mmap 4096
                  poke m, 1024, bytes
                  def ro = mmap 4096, prot: PROT_READ
                  def un = mmap 4096
                  munmap un
                  def g = open "$dir/mapped", O_CREAT | O_RDWR, 0600
                  ftruncate g, 8192
                  def empty = mmap g, 8192
                  ftruncate g, 0
                  [a, b, c, d, r, w, f, u, t, v, l, gone, m, ro, un, empty,
                   sem_init(m, 0, 1, 2), sem_at(empty, 0), sem_at(m, 1024),
                   pthread_mutex_init(m, 64), pthread_mutex_at(ro, 0), pthread_mutex_at(m, 1088),
                   pthread_cond_init(m, 128), pthread_cond_at(empty, 128),
                   pthread_rwlock_init(m, 256), pthread_rwlock_at(m, 1152),
                   msgget(), semget(IPC_PRIVATE, 3), shmget(), shmat(shmget()),
                   thread('robust')]
                }
                """);
    Leftovers.descriptors().keySet().stream().limit(4).forEach(fixed::add);
  }

  /** Opens what the next arguments may refer to. */
  void open() {
    byte[] garbage = new byte[512];
    random.nextBytes(garbage);
    shell.session().names().setVariable("bytes", garbage);
    handles.clear();
    handles.addAll((List<?>) opener.call());
  }

  /** Removes the names of shared memory and semaphores that these arguments may have created. */
  void unlinkNames() {
    for (Object value : fixed) {
      if (value instanceof String name && !name.isEmpty()) {
        unlink("sem_unlink", name);
        unlink("shm_unlink", name);
      }
    }
  }

  private void unlink(String command, String name) {
    try {
      shell.context().registry().find(command).call(name);
    } catch (SysException | UsageException notThere) {
      // it was not created
    }
  }

  private <T> T one(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private Object any() {
    int kind = random.nextInt(20);
    return kind < 6
        ? one(handles)
        : kind < 8
            ? number(one(handles))
            : kind < 9
                ? List.of(one(handles), one(handles))
                : kind < 10 ? null : kind < 13 ? one(List.copyOf(constants.values())) : one(fixed);
  }

  private static Object number(Object handle) {
    return handle instanceof Fd fd ? (Object) fd.getNumber() : handle;
  }

  /** A list of arguments that is valid for the command more often than by chance. */
  Object[] list(CommandModel command) {
    boolean onRegion = command.onRegion() != null && random.nextInt(3) == 0;
    List<Parameter> parameters = (onRegion ? command.onRegion() : command).positional();
    int count =
        Math.max(
            0,
            parameters.size()
                - (random.nextInt(4) == 0 ? 1 : 0)
                + (random.nextInt(12) == 0 ? 1 : 0));
    List<Object> given = new ArrayList<>();
    Map<String, Object> named = named(command);
    if (!named.isEmpty()) {
      given.add(named);
    }
    for (int i = 0; i < count; i++) {
      Parameter parameter = i < parameters.size() ? parameters.get(i) : null;
      boolean fits = parameter != null && random.nextInt(3) > 0;
      given.add(fits ? fitting(parameter) : any());
    }
    return given.toArray();
  }

  private Object fitting(Parameter parameter) {
    if (Handle.class.isAssignableFrom(parameter.type())) {
      List<Object> kind = handles.stream().filter(parameter.type()::isInstance).toList();
      return kind.isEmpty() ? one(handles) : one(kind);
    }
    if (!parameter.families().isEmpty()) {
      String family = one(parameter.families());
      List<String> names = new ArrayList<>(shell.context().constants().family(family));
      names.retainAll(constants.keySet());
      return shell.context().constants().get(one(names));
    }
    if (parameter.type() == int.class || parameter.type() == long.class) {
      return NUMBERS[random.nextInt(NUMBERS.length)];
    }
    return any();
  }

  private Map<String, Object> named(CommandModel command) {
    Map<String, Object> named = new LinkedHashMap<>();
    for (String name : command.optionNames()) {
      if (name.equals("timeout")) {
        named.put(name, random.nextInt(10) == 0 ? "soon" : 0.0002);
      } else if (random.nextInt(3) == 0 && !name.equals("force")) {
        named.put(name, any());
      }
    }
    if (random.nextInt(50) == 0) {
      named.put("nonsense", 1);
    }
    return named;
  }
}
