package ipcsh.view;

import ipcsh.handle.Properties;
import ipcsh.handle.Term;
import ipcsh.inspect.SysVFacts;
import ipcsh.inspect.SysVKind;
import ipcsh.sys.function.SysVText;
import ipcsh.sys.text.Counted;
import ipcsh.sys.text.EscapedText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A System V object as a row of {@code ipcs}. */
@Term("System V object")
public final class SysVRow implements Properties {
  private static final String LETTERS = "rwxrwxrwx";
  private static final int SHOWN = 8;

  private final SysVFacts facts;
  private final String owner;
  private final List<Integer> values;
  private final int waiting;
  private final List<User> users;

  /**
   * A process that used it.
   *
   * @param pid its number
   * @param process what it is called
   */
  public record User(int pid, String process) {
    @Override
    public String toString() {
      return EscapedText.word(
          process.endsWith(" " + pid) || process.equals("this shell")
              ? process
              : process + " " + pid);
    }
  }

  /**
   * A row.
   *
   * @param facts its attributes in the kernel
   * @param owner the user to whom it belongs
   * @param values of semaphores; null for others, and where they may not be read
   * @param waiting how many wait for semaphores
   * @param users who used it last
   */
  public SysVRow(
      SysVFacts facts, String owner, List<Integer> values, int waiting, List<User> users) {
    this.facts = facts;
    this.owner = owner;
    this.values = values;
    this.waiting = waiting;
    this.users = List.copyOf(users);
  }

  /** {@code queue}, {@code semaphores} or {@code segment}. */
  public String getKind() {
    return switch (facts.kind()) {
      case QUEUE -> "queue";
      case SEMAPHORES -> "semaphores";
      case SEGMENT -> "segment";
    };
  }

  /** Its key, 0 for IPC_PRIVATE. */
  public int getKey() {
    return facts.key();
  }

  /** Its ID. */
  public int getId() {
    return facts.id();
  }

  /** The user to whom it belongs. */
  public String getOwner() {
    return owner;
  }

  /** That user's number. */
  public int getUid() {
    return facts.uid();
  }

  /** The permission bits. */
  public int getMode() {
    return facts.mode() & 0777;
  }

  /** The same in letters, {@code rw-r--r--}. */
  public String getPerms() {
    StringBuilder letters = new StringBuilder(LETTERS);
    for (int i = 0; i < LETTERS.length(); i++) {
      if ((facts.mode() & 0400 >> i) == 0) {
        letters.setCharAt(i, '-');
      }
    }
    return letters.toString();
  }

  /** How many messages are in a queue; null for others. */
  public Long getMessages() {
    return facts.kind() == SysVKind.QUEUE ? (Long) facts.number("msg_qnum") : null;
  }

  /** How many bytes are in a queue, or the size of a segment; null for semaphores. */
  public Long getBytes() {
    return switch (facts.kind()) {
      case QUEUE -> facts.number("__msg_cbytes");
      case SEGMENT -> facts.number("shm_segsz");
      case SEMAPHORES -> null;
    };
  }

  /** How many semaphores there are; null for others. */
  public Long getNsems() {
    return facts.kind() == SysVKind.SEMAPHORES ? (Long) facts.number("sem_nsems") : null;
  }

  /** The values of semaphores; null for others, and where they may not be read. */
  public List<Integer> getValues() {
    return values;
  }

  /** How many wait for semaphores. */
  public int getWaiting() {
    return waiting;
  }

  /** How often a segment is attached; null for others. */
  public Long getNattch() {
    return facts.kind() == SysVKind.SEGMENT ? (Long) facts.number("shm_nattch") : null;
  }

  /** Whether a segment is removed by its last detach. */
  public boolean isDest() {
    return facts.isDestroyed();
  }

  /**
   * Who used it last: of a queue who sent and who received, of semaphores who operated on each, of
   * a segment who attached or detached it and who made it.
   */
  public List<User> getUsers() {
    return users;
  }

  /** All its attributes in the kernel. */
  public SysVFacts facts() {
    return facts;
  }

  /** What it holds, in words. */
  public String state() {
    return switch (facts.kind()) {
      case QUEUE -> Counted.of(getMessages(), "message") + "  " + Counted.of(getBytes(), "byte");
      case SEMAPHORES -> semaphores();
      case SEGMENT ->
          Counted.of(getBytes(), "byte") + "  nattch " + getNattch() + (isDest() ? "  dest" : "");
    };
  }

  private String semaphores() {
    if (values == null) {
      return Counted.of(getNsems(), "semaphore");
    }
    String shown =
        values.stream().limit(SHOWN).map(String::valueOf).collect(Collectors.joining(", "));
    return (values.size() == 1 ? "value " : "values ")
        + shown
        + (values.size() > SHOWN ? ", ... of " + values.size() : "")
        + (waiting == 0 ? "" : "  " + waiting + " waiting");
  }

  /** The key as ipcs(1) has it. */
  public String key() {
    return SysVText.key(facts.key());
  }

  /** Who used it last, in words. */
  public String usersInWords() {
    return users.stream().map(User::toString).collect(Collectors.joining(", "));
  }

  @Override
  public Map<String, Object> properties() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("kind", getKind());
    all.put("key", getKey());
    all.put("id", getId());
    all.put("owner", owner);
    all.put("perms", getPerms());
    switch (facts.kind()) {
      case QUEUE -> {
        all.put("messages", getMessages());
        all.put("bytes", getBytes());
      }
      case SEMAPHORES -> {
        all.put("nsems", getNsems());
        all.put("values", values);
        all.put("waiting", waiting);
      }
      case SEGMENT -> {
        all.put("bytes", getBytes());
        all.put("nattch", getNattch());
        all.put("dest", isDest());
      }
    }
    all.put(
        "users", users.stream().map(u -> Map.of("pid", u.pid(), "process", u.process())).toList());
    return all;
  }

  @Override
  public String toString() {
    return getKind()
        + " "
        + getId()
        + "  "
        + key()
        + "  "
        + getPerms()
        + " "
        + EscapedText.word(owner)
        + "  "
        + state()
        + (users.isEmpty() ? "" : "  last used by " + usersInWords());
  }
}
