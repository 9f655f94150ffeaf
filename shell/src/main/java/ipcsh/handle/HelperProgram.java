package ipcsh.handle;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A program that the shell starts for itself, by Java's own means: {@code man}, an editor, tmux.
 *
 * <p>Where the table of descriptors has too little room for its pipes, Java 17 and 25 close numbers
 * that they have never set, 0 among them; so it is seen first whether there is room.
 */
public final class HelperProgram {
  /** Five pairs for its streams and for its start, and two files to which it is redirected. */
  private static final int ROOM = 12;

  private HelperProgram() {}

  /**
   * Starts it.
   *
   * @throws IOException where there is no such program, or no room for what its start opens
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

  /** There are too few descriptors left. */
  public static final class NoRoom extends IOException {
    private static final long serialVersionUID = 1;

    NoRoom(IOException cause) {
      super("starting a program needs " + ROOM + " descriptors: close some", cause);
    }
  }
}
