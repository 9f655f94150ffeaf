package ipcsh.repl;

import ipcsh.peer.Answer;
import ipcsh.peer.Peer;
import ipcsh.sys.Printable;
import java.io.IOException;

/** Lines that are typed here and run in another shell, as who sits here sees them. */
final class There implements Peer.Listener {
  private final Peer peer;
  private final String self;
  private final Screen screen;

  There(Peer peer, String self, Screen screen) {
    this.peer = peer;
    this.self = self;
    this.screen = screen;
  }

  /**
   * Runs a line and shows what it prints and what goes wrong.
   *
   * @throws IOException where the other shell ends, or nobody waits for it any more
   */
  Answer run(String line) throws IOException {
    Answer answer = peer.run(line, self, this);
    if (!answer.isGood()) {
      screen.problem(answer.message(), answer.hints());
    }
    return answer;
  }

  @Override
  public void line(String text) {
    screen.line(Printable.lines(text));
  }

  @Override
  public void busy(String doing) {
    screen.remark(peer.name() + " is busy: " + doing + "; Ctrl-C gives up");
  }
}
