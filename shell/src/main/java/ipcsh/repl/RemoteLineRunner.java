package ipcsh.repl;

import ipcsh.peer.Peer;
import ipcsh.peer.RemoteResult;
import ipcsh.sys.text.EscapedText;
import java.io.IOException;

/** Runs lines typed here in another shell, and shows their output here. */
final class RemoteLineRunner implements Peer.Listener {
  private final Peer peer;
  private final String self;
  private final PromptScreen screen;

  RemoteLineRunner(Peer peer, String self, PromptScreen screen) {
    this.peer = peer;
    this.self = self;
    this.screen = screen;
  }

  /**
   * Runs a line and shows its output and its error.
   *
   * @throws IOException if the other shell ends, or the wait was ended by the user
   */
  RemoteResult run(String line) throws IOException {
    RemoteResult answer = peer.run(line, self, this);
    if (!answer.isGood()) {
      screen.problem(answer.message(), answer.hints());
    }
    return answer;
  }

  @Override
  public void line(String text) {
    screen.line(EscapedText.lines(text));
  }

  @Override
  public void busy(String doing) {
    screen.remark(peer.name() + " is busy: " + doing + "; Ctrl-C gives up");
  }
}
