package ipcsh.command;

/** Who this process is. */
public final class ProcessCommands implements CommandTopic {
  private Context context;

  @Override
  public String title() {
    return "Processes";
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
  }

  @Command(
      summary = "the number of this process",
      man = "getpid(2)",
      saves = SavedAs.NUMBER,
      examples = "getpid() > 1  //=> true")
  public int getpid() {
    return context.sys().processes().getpid();
  }

  @Command(
      summary = "the number of this thread; that of the process is its first thread's",
      man = "gettid(2)",
      saves = SavedAs.NUMBER,
      examples = "gettid() > 1  //=> true")
  public int gettid() {
    return context.sys().processes().gettid();
  }

  @Command(
      summary = "the number of the process that started this one",
      man = "getppid(2)",
      saves = SavedAs.NUMBER,
      examples = "getppid() > 0  //=> true")
  public int getppid() {
    return context.sys().processes().getppid();
  }

  @Command(
      summary = "the user as whom this process runs",
      man = "getuid(2)",
      examples = "getuid() >= 0  //=> true")
  public int getuid() {
    return context.sys().processes().getuid();
  }

  @Command(
      summary = "the user whose rights this process has",
      man = "geteuid(2)",
      examples = "geteuid() == getuid()  //=> true")
  public int geteuid() {
    return context.sys().processes().geteuid();
  }

  @Command(
      summary = "the group as which this process runs",
      man = "getgid(2)",
      examples = "getgid() >= 0  //=> true")
  public int getgid() {
    return context.sys().processes().getgid();
  }

  @Command(
      summary = "the group whose rights this process has",
      man = "getegid(2)",
      examples = "getegid() == getgid()  //=> true")
  public int getegid() {
    return context.sys().processes().getegid();
  }
}
