package ipcsh.command.topic;

import ipcsh.command.Context;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Flags;
import ipcsh.command.model.Unsigned;
import ipcsh.handle.Region;

/** Commands for futexes, on which the C library builds its locks. */
public final class FutexCommands implements CommandTopic {
  private Context context;

  @Override
  public String title() {
    return "Futexes";
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
  }

  @Command(
      summary = "wait on a futex word, or wake those waiting on it",
      man = "futex(2)",
      blocks = true,
      examples =
          """
          r = mmap 4096
          p = bg { futex r, 0, FUTEX_WAIT, 0 }
          eventually { p.call }
          eventually { futex(r, 0, FUTEX_WAKE, 1) == 1 }  //=> true
          p.get()                                         //=> 0
          fails(EAGAIN) { futex r, 0, FUTEX_WAIT, 1 }
          """)
  public int futex(Region region, long offset, @Flags("FUTEX_") int op, @Unsigned int value) {
    long address = region.at(offset, Integer.BYTES);
    String shown = "word at " + offset;
    return region.whileMapped(() -> context.sys().futexes().futex(address, op, value, shown));
  }
}
