package ipcsh.app;

import ipcsh.batch.Batch;
import ipcsh.command.OtherShells;
import ipcsh.language.Entries;
import ipcsh.language.JsonRendering;
import ipcsh.language.Source;
import ipcsh.peer.Peer;
import ipcsh.peer.RemoteResult;
import ipcsh.repl.ControlC;
import ipcsh.view.ShellTable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * Access to running shells from the command line: {@code ipcsh ls}, and {@code ipcsh attach}
 * without a prompt.
 */
final class RemoteShellCli implements Peer.Listener {
  private final Options options;
  private final OtherShells shells;
  private volatile Runnable atInterrupt = () -> System.exit(Batch.INTERRUPTED);

  private RemoteShellCli(Options options) {
    this.options = options;
    this.shells = new OtherShells(SessionFactory.kernel());
  }

  /** Lists the running shells. */
  static int list(Options options) {
    try {
      ShellTable table = new RemoteShellCli(options).shells.table();
      System.out.println(
          options.has(ProgramOption.JSON) ? JsonRendering.of(table) : table.toString());
      return Batch.DONE;
    } catch (RuntimeException e) {
      return failed(e);
    }
  }

  /** Runs code or standard input in another shell, entry by entry; returns the exit status. */
  static int attach(Options options) throws IOException {
    RemoteShellCli others = new RemoteShellCli(options);
    Shutdown.atAbort();
    ControlC.run(() -> others.atInterrupt.run());
    if (options.has(ProgramOption.STDIO)) {
      DistantShellCli.whenInputEnds(() -> others.atInterrupt.run());
    }
    try (Peer peer = others.shells.connect(options.attach)) {
      return options.has(ProgramOption.CODE)
          ? others.run(peer, options.value(ProgramOption.CODE))
          : others.entries(peer, new InputStreamReader(System.in, StandardCharsets.UTF_8));
    } catch (IOException | RuntimeException e) {
      return failed(e);
    }
  }

  private static int failed(Exception e) {
    Diagnostics.say(e.getMessage());
    return Batch.FAILED;
  }

  private int entries(Peer peer, InputStreamReader text) throws IOException {
    Entries entries = new Entries("standard input", new BufferedReader(text));
    int status = Batch.DONE;
    for (Source entry = entries.next(); entry != null; entry = entries.next()) {
      status = Math.max(status, run(peer, entry.text()));
      if (status != Batch.DONE && !options.has(ProgramOption.KEEP_GOING)) {
        return status;
      }
    }
    return status;
  }

  private int run(Peer peer, String text) throws IOException {
    Runnable before = atInterrupt;
    atInterrupt = peer.ctrlC();
    try {
      RemoteResult answer = peer.run(text, shells.self(), this);
      if (!answer.isGood()) {
        System.out.flush();
        Diagnostics.line(answer.message());
        answer.hints().forEach(hint -> Diagnostics.line("  " + hint));
        return Batch.FAILED;
      }
      if (answer.value() != null) {
        System.out.println(
            options.has(ProgramOption.JSON)
                ? JsonRendering.of(answer.value())
                : OutputFormat.foreign(answer.shown()));
      }
      return Batch.DONE;
    } finally {
      atInterrupt = before;
    }
  }

  @Override
  public void line(String text) {
    System.out.println(OutputFormat.foreign(text));
  }

  @Override
  public void busy(String doing) {
    Diagnostics.say(options.attach + " is busy: " + doing);
  }
}
