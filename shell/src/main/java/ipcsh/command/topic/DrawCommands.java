package ipcsh.command.topic;

import ipcsh.command.Context;
import ipcsh.command.DescriptorSelection;
import ipcsh.command.DrawCollector;
import ipcsh.command.DrawRequest;
import ipcsh.command.Drawable;
import ipcsh.command.Drawing;
import ipcsh.command.PictureFile;
import ipcsh.command.WaitDrawing;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.OneOf;
import ipcsh.command.model.Option;
import ipcsh.command.model.SavedAs;
import ipcsh.draw.GraphPicture;
import ipcsh.draw.Subject;
import ipcsh.draw.ThemeChoice;
import ipcsh.handle.UsageException;
import ipcsh.view.WaitTable;
import java.util.ArrayList;
import java.util.List;

/** Commands that draw descriptors, open file descriptions and kernel objects. */
public final class DrawCommands implements CommandTopic {
  private Context context;
  private DrawCollector look;

  @Override
  public String title() {
    return "Pictures";
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
    look = new DrawCollector(itsContext);
  }

  @Command(
      summary = "draw descriptors, open file descriptions, kernel objects",
      man = "proc_pid_fd(5)",
      saves = SavedAs.NOTHING,
      details =
          """
          Shows this shell, its children and the shells that it started; with all: true, all
          shells of this user; with draw(pid), draw(child), draw(server), draw 'NAME', draw a, b,
          only those. draw r, w shows just these descriptors, in all of these processes, and what
          they reach: the objects, and the other ends. A number is followed by the variable that
          holds the descriptor: 5 f. draw sequence draws a chart of the messages sent instead (see
          sequence). draw 'x.svg' writes the picture to a file; .png, .pdf, .mmd (Mermaid) and
          .dot (Graphviz) are possible too. theme: is 'light', 'dark' or 'auto', the default: what
          the reader's system prefers; .png and .pdf are light then. background: 'none' leaves the
          background transparent. A .png has 2 pixels for each of the .svg, 16 for a column of
          text, or as many as scale: says. An arrow leads from a descriptor number to the open
          file description to which it refers, and on to the kernel object; at a pipe it shows the
          direction of the bytes. Arrows on the right join the two ends of a connection, lead from
          a client waiting to be accepted to the listening socket, and from an epoll instance to
          what it watches. A System V object has a row where a process has attached it, waits for
          it, or has made or used it from this session; so has memory that processes share, and a
          semaphore, mutex, condition or lock in it: of this session those in variables, of
          another program what it has mapped. Their boxes show who holds them and who waits; that
          of a datagram socket the datagrams in it. draw bench('pipe'), 'x.svg' writes a chart of
          what bench measured. legend: true explains the signs below the picture. draw why and
          draw why(x) draw the processes about which why reports, and mark the ring of a
          deadlock. A square marks a blocked call. own: true also shows what a shell and its
          Java virtual machine have opened for themselves. If there are more than 60
          descriptors, similar ones of a process (same flags, same kind and state of object,
          shared with and connected to the same processes) are folded into one row: 4…201 198 more
          like 3.""",
      examples =
          """
          (a, b) = socketpair()
          draw  //=> descriptors...kernel objects...unix stream...
          draw why  //=> descriptors...kernel objects...
          draw '/tmp/ipcsh-example.svg'  //=> wrote /tmp/ipcsh-example.svg
          draw '/tmp/ipcsh-example.png', theme: 'dark'  //=> wrote /tmp/ipcsh-example.png
          unlink '/tmp/ipcsh-example.svg'
          unlink '/tmp/ipcsh-example.png'
          """)
  public Object draw(
      @Option Boolean all,
      @Option Boolean own,
      @Option Boolean legend,
      @Option @OneOf(ThemeChoice.class) String theme,
      @Option String background,
      @Option Object scale,
      Object... of) {
    List<Object> given = new ArrayList<>();
    WaitTable waits = null;
    Drawable value = null;
    for (Object one : of) {
      if (one instanceof Drawable drawable) {
        value = drawable;
      } else if (one instanceof WaitTable table) {
        waits = table;
      } else {
        given.addAll(DescriptorSelection.each(one));
      }
    }
    List<String> names = new ArrayList<>();
    for (Object one : List.copyOf(given)) {
      if (one instanceof CharSequence name && PictureFile.isName(name)) {
        names.add(name.toString());
        given.remove(one);
      }
    }
    if (names.size() > 1) {
      throw new UsageException("draw: expected one file, given " + names.size(), "draw 'x.svg'");
    }
    String name = names.isEmpty() ? null : names.get(0);
    PictureFile file = PictureFile.of(name, theme, background, scale);
    Drawing drawing =
        value != null
            ? new Drawing(value.sketch())
            : waits == null
                ? drawing(given)
                : new WaitDrawing(context, look)
                    .of(waits, Boolean.TRUE.equals(own), Boolean.TRUE.equals(legend));
    if (drawing == null) {
      DrawRequest asked = new DrawRequest(context, "draw", Boolean.TRUE.equals(own), given);
      Subject seen =
          asked.isEmpty()
              ? look.family(Boolean.TRUE.equals(all), Boolean.TRUE.equals(own))
              : look.those(asked);
      drawing = new Drawing(new GraphPicture(seen, Boolean.TRUE.equals(legend)));
    }
    if (file == null) {
      return drawing;
    }
    file.write(drawing.sketch(), context);
    return "wrote " + name;
  }

  /** A picture that was drawn before, or null. */
  private static Drawing drawing(List<Object> given) {
    return given.size() == 1 && given.get(0) instanceof Drawing drawn ? drawn : null;
  }
}
