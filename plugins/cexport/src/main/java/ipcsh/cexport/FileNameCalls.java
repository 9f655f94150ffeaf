package ipcsh.cexport;

import java.util.List;

/** File names and attributes: stat(2), chmod(2), umask(2), mkdir(2), rename(2). */
final class FileNameCalls implements Topic {
  private final Writer w;

  FileNameCalls(Writer w) {
    this.w = w;
  }

  @Override
  public void addTo(Commands commands) {
    for (String name : List.of("stat", "lstat")) {
      commands.add(name, "sys/stat.h", (a, t) -> status(name + "(" + a.text("path")));
    }
    commands.add("fstat", "sys/stat.h", (a, t) -> status("fstat(" + a.fd("fd")));
    commands.add(
        "chmod",
        "sys/stat.h",
        (a, t) -> Value.call(Kind.INT, "chmod(" + a.text("path") + ", " + a.mode("mode") + ")"));
    commands.add(
        "fchmod",
        "sys/stat.h",
        (a, t) -> Value.call(Kind.INT, "fchmod(" + a.fd("fd") + ", " + a.mode("mode") + ")"));
    commands.add(
        "chown",
        "unistd.h",
        (a, t) -> Value.call(Kind.INT, "chown(" + a.text("path") + owners(a) + ")"));
    commands.add(
        "fchown",
        "unistd.h",
        (a, t) -> Value.call(Kind.INT, "fchown(" + a.fd("fd") + owners(a) + ")"));
    commands.add(
        "access",
        "unistd.h",
        (a, t) -> Value.call(Kind.INT, "access(" + a.text("path") + ", " + a.number("mode") + ")"));
    commands.add(
        "umask", "sys/stat.h", (a, t) -> Value.effect(Kind.INT, "umask(" + a.mode("mask") + ")"));
    commands.add(
        "mkdir",
        "sys/stat.h",
        (a, t) -> Value.call(Kind.INT, "mkdir(" + a.text("path") + ", " + a.mode("mode") + ")"));
    commands.add(
        "rmdir", "unistd.h", (a, t) -> Value.call(Kind.INT, "rmdir(" + a.text("path") + ")"));
    commands.add(
        "rename",
        "stdio.h",
        (a, t) -> Value.call(Kind.INT, "rename(" + a.text("old") + ", " + a.text("path") + ")"));
    commands.add(
        "link",
        "unistd.h",
        (a, t) -> Value.call(Kind.INT, "link(" + a.text("old") + ", " + a.text("path") + ")"));
    commands.add(
        "symlink",
        "unistd.h",
        (a, t) ->
            Value.call(Kind.INT, "symlink(" + a.text("target") + ", " + a.text("path") + ")"));
    commands.add("readlink", "unistd.h", (a, t) -> readlink(a.text("path")));
  }

  private static String owners(CallArguments a) {
    return ", " + a.number("uid") + ", " + a.number("gid");
  }

  /** A call that fills a {@code struct stat}; given without its last argument. */
  private Value status(String call) {
    String st = w.temporary("st", "struct stat ", "");
    w.call(Value.call(Kind.INT, call + ", &" + st + ")"));
    return Value.of(Kind.STAT, st);
  }

  /** A readlink call; the kernel does not terminate the path by a NUL. */
  private Value readlink(String path) {
    String target = w.temporary("target", "char ", "[4096]");
    String length = w.temporary("target_length", "ssize_t ", "");
    Value size =
        w.checked(
            Value.call(
                Kind.SIZE, "readlink(" + path + ", " + target + ", sizeof " + target + " - 1)"));
    w.frame.line(length + " = " + size.c() + ";");
    w.frame.line(target + "[" + length + "] = '\\0';");
    return Value.of(Kind.TEXT, target);
  }
}
