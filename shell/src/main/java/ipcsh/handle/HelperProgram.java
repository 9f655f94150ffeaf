package ipcsh.handle;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A program that the shell starts for its own purposes with Java's {@code ProcessBuilder}: {@code
 * man}, an editor, tmux.
 *
 * <p>If the descriptor table has too little space for its pipes, Java 17 and 25 close uninitialized
 * numbers, including 0; so the space is checked first.
 */
public final class HelperProgram {
  /** Five pairs for its streams and its start, and two files for redirection. */
  private static final int ROOM = 12;

  private HelperProgram() {}

  /**
   * Starts it.
   *
   * @throws IOException if there is no such program, or no space in the descriptor table
   */
  public static java.lang.Process start(ProcessBuilder builder) throws IOException {
    expectRoom();
    return builder.start();
  }

  private static void expectRoom() throws IOException {
    List<InputStream> opened = new ArrayList<>();
    try {
      while (opened.size() < ROOM) {
        opened.add(new FileInputStream("/dev/null"));
      }
    } catch (IOException e) {
      throw new NoRoom(e);
    } finally {
      for (InputStream each : opened) {
        each.close();
      }
    }
  }

  /** Thrown if too few descriptors are left. */
  public static final class NoRoom extends IOException {
    private static final long serialVersionUID = 1;

    NoRoom(IOException cause) {
      super("starting a program needs " + ROOM + " descriptors: close some", cause);
    }
  }
}
