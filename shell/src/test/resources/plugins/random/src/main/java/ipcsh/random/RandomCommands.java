package ipcsh.random;

import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.Context;
import ipcsh.command.model.Default;
import ipcsh.command.model.Flags;
import java.util.List;

/** Random bytes. */
public final class RandomCommands implements CommandTopic {
  private static final int MOST = 1 << 20;

  private Context context;

  @Override
  public String title() {
    return "Random bytes";
  }

  @Override
  public List<Class<?>> constants() {
    return List.of(RandomConstants.class);
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
  }

  @Command(
      summary = "random bytes from the kernel",
      man = "getrandom(2)",
      blocks = true,
      examples =
          """
          getrandom(16).length           //=> 16
          getrandom 0, GRND_NONBLOCK
          fails(EINVAL) { getrandom 1, 99 }
          """)
  public byte[] getrandom(int n, @Default("0") @Flags("GRND_") int flags) {
    if (n < 0 || n > MOST) {
      throw new IllegalArgumentException("n: expected 0 to " + MOST + ", given " + n);
    }
    return new Random(context.sys().invoker()).getrandom(n, flags);
  }
}
