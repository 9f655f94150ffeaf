package ipcsh.cexport;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A small random scenario, always the same for the same seed: roles, channels, memory, locks,
 * loops, conditions, functions, failures, jobs. Its assertions hold in the shell, and it prints the
 * same in each run.
 */
final class RandomScenario {
  private static final List<String> NAMES =
      List.of("a", "count", "index", "time", "struct", "x1", "read_end", "value", "line", "base");
  private static final List<String> WORDS =
      List.of(
          "abc", "it is", "100% %d %n", "quote \" end", "back\\\\slash", "ä€", "??/ ??(", "a\\tb");

  private final Random random;
  private final StringBuilder out = new StringBuilder();
  private final List<String> ints = new ArrayList<>();
  private final List<String> texts = new ArrayList<>();
  private final List<String> functions = new ArrayList<>();
  private int number;
  private int depth;

  /** The scenario for this seed. */
  RandomScenario(long seed) {
    random = new Random(seed * 7919 + 17);
  }

  /** Its text. */
  String text() {
    line("// A scenario by chance: /* not a comment */ ??/");
    if (random.nextInt(3) > 0) {
      function();
    }
    some(1 + random.nextInt(3));
    int roles = random.nextInt(4);
    List<String> made = new ArrayList<>();
    for (int i = 0; i < roles; i++) {
      made.add(role());
    }
    for (int i = 0; i < 3 && !made.isEmpty(); i++) {
      given(pick(made));
    }
    some(2 + random.nextInt(5));
    if (random.nextInt(3) == 0) {
      job(made);
    }
    return out.toString();
  }

  private void line(String text) {
    out.append("    ".repeat(depth)).append(text).append('\n');
  }

  private <T> T pick(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private String fresh() {
    return pick(NAMES) + "_" + ++number;
  }

  private void some(int count) {
    for (int i = 0; i < count; i++) {
      statement();
    }
  }

  private void statement() {
    switch (random.nextInt(depth > 1 ? 12 : 16)) {
      case 0, 1 -> number();
      case 2 -> text1();
      case 3 -> pipe();
      case 4 -> pair();
      case 5 -> datagrams();
      case 6 -> memory();
      case 7 -> locks();
      case 8 -> failure();
      case 9 -> line("println " + expression(2));
      case 10 -> call();
      case 11 -> stream();
      case 12 -> loop();
      case 13 -> choice();
      case 14 -> attempt();
      default ->
          line("println \"" + pick(WORDS).replace("\"", "\\\"") + " ${" + expression(1) + "}\"");
    }
  }

  private String constant() {
    return String.valueOf(random.nextInt(20));
  }

  /** A number that no operator makes overflow an int. */
  private String expression(int deep) {
    if (deep == 0 || random.nextInt(3) == 0) {
      return ints.isEmpty() || random.nextBoolean() ? constant() : pick(ints);
    }
    String left = expression(deep - 1);
    String right = expression(deep - 1);
    return switch (random.nextInt(9)) {
      case 0, 1 -> "(" + left + " + " + right + ")";
      case 2 -> "(" + left + " - " + right + ")";
      case 3 -> "(" + left + " % 7 * 3)";
      case 4 -> "(" + left + " & " + right + ")";
      case 5 -> "(" + left + " | 5 ^ " + constant() + ")";
      case 6 -> "(" + left + " > " + right + " ? " + left + " : " + right + ")";
      case 7 -> "(" + left + " % 13 << 2)";
      default -> "(" + left + " >> 1)";
    };
  }

  private void number() {
    String name = fresh();
    line(name + " = " + expression(2) + " % 1000");
    if (random.nextBoolean()) {
      line(name + (random.nextBoolean() ? " += " + constant() : "++"));
    }
    if (depth == 0) {
      ints.add(name);
    } else {
      line("println " + name);
    }
  }

  private void text1() {
    String name = fresh();
    line(name + " = '" + pick(WORDS) + "'");
    line("println \"${" + name + "} and " + pick(WORDS).replace("\"", "\\\"") + "\"");
    if (depth == 0) {
      texts.add(name);
    }
  }

  private String word() {
    return texts.isEmpty() || random.nextBoolean() ? "'" + pick(WORDS) + "'" : pick(texts);
  }

  private void pipe() {
    String r = fresh();
    String w = fresh();
    String m = fresh();
    line("(" + r + ", " + w + ") = pipe(" + (random.nextBoolean() ? "O_CLOEXEC" : "") + ")");
    line("write " + w + ", " + word());
    if (random.nextBoolean()) {
      line("write(" + w + ", \"[${" + expression(1) + "}]\")");
    }
    line(m + " = read " + r + (random.nextBoolean() ? "" : ", " + (1 + random.nextInt(4))));
    line("println " + m + ".size");
    line("close " + w);
    if (random.nextBoolean()) {
      line("assert read(" + r + ").size >= 0");
    }
    line("println read(" + r + ").eof");
    line("close " + r);
  }

  private void pair() {
    String a = fresh();
    String b = fresh();
    String type = pick(List.of("SOCK_STREAM", "SOCK_DGRAM", "SOCK_SEQPACKET"));
    line("(" + a + ", " + b + ") = socketpair(AF_UNIX, " + type + ")");
    line("send " + a + ", 'hello', MSG_DONTWAIT");
    switch (random.nextInt(4)) {
      case 0 -> {
        String m = fresh();
        line(m + " = recvmsg(" + b + ", 3)");
        line("println \"${" + m + ".text} ${" + m + ".truncated} ${" + m + ".eof}\"");
      }
      case 1 -> line("println recv(" + b + ", 0).eof");
      case 2 -> line("if (recv(" + b + ").text == 'hello') { println 'so' }");
      default -> {
        line("sendfd " + a + ", " + b);
        line("println recv(" + b + ", 2).text");
      }
    }
    if (random.nextBoolean()) {
      line("setsockopt " + b + ", SOL_SOCKET, SO_PASSCRED, 1");
      line("println getsockopt(" + b + ", SOL_SOCKET, SO_PASSCRED)");
    }
    line("close " + a);
    line("close " + b);
  }

  private void datagrams() {
    String s = fresh();
    String c = fresh();
    String m = fresh();
    String name = "@ipcsh-${getpid()}-" + number;
    line(s + " = socket AF_UNIX, SOCK_DGRAM");
    line("bind " + s + ", \"" + name + "\"");
    line(c + " = socket AF_UNIX, SOCK_DGRAM");
    line("bind " + c);
    line("sendto " + c + ", " + word() + ", \"" + name + "\"");
    line(m + " = recvfrom " + s + ", " + (2 + random.nextInt(9)));
    line("println \"${" + m + ".size} bytes, ${" + m + ".truncated}\"");
    line("sendto " + s + ", 'back', " + m + ".from");
    line("assert recv(" + c + ").text == 'back'");
    line("[" + s + ", " + c + "].each { close it }");
  }

  private void stream() {
    String l = fresh();
    String c = fresh();
    String s = fresh();
    line(l + " = socket AF_INET");
    line("bind " + l + ", '127.0.0.1:0'");
    line("listen " + l + ", 1");
    line(c + " = socket AF_INET, SOCK_STREAM | SOCK_CLOEXEC");
    line("connect " + c + ", getsockname(" + l + ")");
    line(s + " = accept " + l);
    line("println send(" + c + ", 'x' * " + (1 + random.nextInt(50)) + ")");
    line("shutdown " + c + ", SHUT_WR");
    line("println recv(" + s + ", 100).eof");
    line("println recv(" + s + ", 100).eof");
    line("close " + c);
    line("close " + s);
    line("close " + l);
  }

  private void memory() {
    String r = fresh();
    line(r + " = mmap(4096)");
    line(r + ".putInt(8, " + expression(1) + ")");
    line("println " + r + ".getInt(8)");
    if (random.nextBoolean()) {
      line("poke " + r + ", 100, 'abc'");
      line("println peek(" + r + ", 100, 3).text");
    }
    if (random.nextBoolean()) {
      line(r + "[0] = 200");
      line("println " + r + "[0] + " + r + ".addInt(8, 3)");
    }
    if (random.nextBoolean()) {
      line("munmap " + r);
    }
  }

  private void locks() {
    String r = fresh();
    String s = fresh();
    String m = fresh();
    line(r + " = mmap(4096)");
    line(s + " = sem_init(" + r + ", 0, 1, " + random.nextInt(3) + ")");
    line("sem_post " + s);
    line("println sem_getvalue(" + s + ")");
    line("sem_wait " + s);
    if (random.nextBoolean()) {
      line(m + " = pthread_mutex_init(" + r + ", 64)");
      line("pthread_mutex_lock " + m);
      line("fails(EBUSY) { pthread_mutex_trylock " + m + " }");
      line("pthread_mutex_unlock " + m);
    }
    if (random.nextBoolean()) {
      line("sem_destroy " + s);
    }
  }

  private void failure() {
    switch (random.nextInt(5)) {
      case 0 -> line("fails(EBADF) { close 7" + random.nextInt(10) + " }");
      case 1 -> line("fails(ENOENT) { open '/no/such/file', O_RDWR }");
      case 2 -> {
        String a = fresh();
        String b = fresh();
        line("(" + a + ", " + b + ") = socketpair()");
        line("fails(EAGAIN) { recv " + a + ", 10, MSG_DONTWAIT }");
        line("fails(ETIMEDOUT) { recv " + b + ", 10, timeout: 10.ms }");
      }
      case 3 -> {
        String f = fresh();
        line(f + " = memfd_create('f')");
        line("ftruncate " + f + ", 100");
        line("println lseek(" + f + ", 0, SEEK_END)");
        line("fails(EINVAL) { lseek " + f + ", -1 }");
      }
      default -> line("fails(ESOCKTNOSUPPORT) { socket AF_UNIX, 7 }");
    }
  }

  private void loop() {
    depth++;
    String i = "i" + ++number;
    String head =
        switch (random.nextInt(3)) {
          case 0 -> "for (" + i + " in 0..<" + (1 + random.nextInt(3)) + ") {";
          case 1 -> (1 + random.nextInt(3)) + ".times { " + i + " ->";
          default -> "[3, 1, 2].each { " + i + " ->";
        };
    depth--;
    line(head);
    depth++;
    line("println " + i + " * 2 + " + expression(1));
    some(1 + random.nextInt(2));
    depth--;
    line("}");
  }

  private void choice() {
    line("if (" + expression(1) + " > " + expression(1) + ") {");
    depth++;
    some(1);
    depth--;
    if (random.nextBoolean()) {
      line("} else {");
      depth++;
      some(1 + random.nextInt(2));
      depth--;
    }
    line("}");
  }

  private void attempt() {
    line("try {");
    depth++;
    line("open '/no/such/" + pick(List.of("x", "y")) + "'");
    line("println 'not reached'");
    depth--;
    line("} catch (SysException e) {");
    line("    println 'failed'");
    if (random.nextBoolean()) {
      line("    assert e.errno == ENOENT");
    }
    line("}");
  }

  private void function() {
    String name = "f" + ++number;
    functions.add(name);
    line("def " + name + "(x, y) {");
    if (random.nextBoolean()) {
      line("    println \"" + name + " $x\"");
    }
    line("    x * 2 - y");
    line("}");
  }

  private void call() {
    if (functions.isEmpty()) {
      number();
    } else {
      line("println " + pick(functions) + "(" + expression(1) + ", " + expression(1) + ")");
    }
  }

  private String role() {
    String name = fresh();
    line(
        name
            + switch (random.nextInt(3)) {
              case 0 -> " = shell '" + name + "'";
              case 1 -> " = fork()";
              default -> " = thread('" + name + "')";
            });
    return name;
  }

  /** A role uses what it creates itself. */
  private void given(String role) {
    List<String> before = List.copyOf(ints);
    List<String> textsBefore = List.copyOf(texts);
    ints.clear();
    texts.clear();
    List<String> functionsBefore = List.copyOf(functions);
    functions.clear();
    line(role + " {");
    depth += 2;
    some(1 + random.nextInt(3));
    depth -= 2;
    line("}");
    ints.addAll(before);
    texts.addAll(textsBefore);
    functions.addAll(functionsBefore);
  }

  private void job(List<String> roles) {
    String r = fresh();
    String w = fresh();
    String p = fresh();
    line("(" + r + ", " + w + ") = pipe()");
    line(p + " = bg { read(" + r + ", 10).text }");
    line("write " + w + ", 'job'");
    line("assert " + p + ".get(5.s) == 'job'");
    if (!roles.isEmpty()) {
      String q = fresh();
      line(q + " = " + roles.get(0) + ".start { getpid() > 1 }");
      line(q + ".get(5.s)");
    }
  }
}
