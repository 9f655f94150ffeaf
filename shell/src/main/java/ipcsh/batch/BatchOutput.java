package ipcsh.batch;

import ipcsh.command.AbstractHost;
import ipcsh.command.Context;
import ipcsh.command.WatchedView;
import ipcsh.draw.WrappedText;
import ipcsh.handle.Block;
import ipcsh.handle.Pending;
import ipcsh.handle.Role;
import ipcsh.language.IsolatedScript;
import ipcsh.language.JsonRendering;
import ipcsh.language.Problem;
import ipcsh.peer.RoleShell;
import ipcsh.sys.text.EscapedText;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;

/** Output of non-interactive input: results and errors. */
public final class BatchOutput extends AbstractHost {
  private final PrintStream out;
  private final PrintStream err;
  private final Function<Object, String> rendering;
  private final boolean json;
  private final boolean echo;
  private volatile UnaryOperator<String> foreign = UnaryOperator.identity();
  private volatile int hidden;
  private Consumer<WatchedView> screen;
  private IntSupplier textColumns = () -> 0;
  private IntSupplier errorColumns = () -> 0;

  /**
   * Results go to {@code out}, as JSON if requested; errors and traces to {@code err}.
   *
   * @param rendering formats a result, unless it is JSON
   * @param echo whether the entries of roles and their values are printed as well
   */
  public BatchOutput(
      PrintStream out,
      PrintStream err,
      Function<Object, String> rendering,
      boolean json,
      boolean echo) {
    this.out = out;
    this.err = err;
    this.rendering = json ? JsonRendering::of : rendering;
    this.json = json;
    this.echo = echo && !json;
  }

  /** Declares {@code out} a terminal: control characters from others are escaped. */
  public void onTerminal() {
    foreign = EscapedText::lines;
  }

  /** Prints a result unless it is null. */
  public void result(Object value) {
    if (value != null) {
      out.println(rendering.apply(value));
    }
  }

  /** Sets the number of columns for texts and for errors; 0 if it is not a terminal. */
  public void columns(IntSupplier forTexts, IntSupplier forErrors) {
    textColumns = forTexts;
    errorColumns = forErrors;
  }

  /** Prints an error. */
  public void error(Throwable error, Problem problem) {
    failed(error);
    problem(problem);
  }

  /** Prints an error that does not become the last error. */
  public void problem(Problem problem) {
    out.flush();
    err.println(EscapedText.lines(problem.inScript(errorColumns.getAsInt())));
  }

  @Override
  public void begins(Role role, Block.Entry entry) {
    if (!echo || !isSeen(role)) {
      return;
    }
    String lead = role.getName() + "> ";
    String more = " ".repeat(Math.max(0, lead.length() - 4)) + "... ";
    show(entry.typed().lines().toList(), lead, more);
  }

  @Override
  public void printed(Role role, String line) {
    show(List.of(line), role.getName() + ": ", "");
  }

  @Override
  public void gave(Role role, Block.Entry entry, String shown) {
    if (echo && shown != null && isSeen(role)) {
      String lead = role.getName() + ": ";
      show(shown.lines().toList(), lead, lead);
    }
  }

  /**
   * Whether output of a role is printed: threads and children are part of the script; other shells
   * print their own lines.
   */
  private static boolean isSeen(Role role) {
    Pending now = role.getCurrent();
    return role instanceof RoleShell && (now == null || !now.isUnseen());
  }

  private void show(List<String> lines, String lead, String more) {
    if (hidden == 0 && !json) {
      StringBuilder all = new StringBuilder();
      for (String line : lines) {
        all.append(all.length() == 0 ? lead : more).append(foreign.apply(line)).append('\n');
      }
      out.print(all);
      out.flush();
    }
  }

  @Override
  public Object hide(Callable<?> block) throws Exception {
    hidden++;
    try {
      return block.call();
    } finally {
      hidden--;
    }
  }

  @Override
  public void narrate(String line) {
    out.println(WrappedText.wrap(foreign.apply(line), textColumns.getAsInt(), 0));
  }

  @Override
  public void show(Object value) {
    out.println(rendering.apply(value));
  }

  @Override
  public void report(String line) {
    out.flush();
    err.println(EscapedText.lines(line));
  }

  @Override
  public List<String> history() {
    return List.of();
  }

  /** Sets the screen on which views are watched. */
  public void watchedOn(Consumer<WatchedView> itsScreen) {
    screen = itsScreen;
  }

  @Override
  public void watch(WatchedView watching) {
    if (screen == null) {
      super.watch(watching);
    } else {
      screen.accept(watching);
    }
  }

  @Override
  public void play(Path script, Context context) {
    IsolatedScript.run(script, context);
  }
}
