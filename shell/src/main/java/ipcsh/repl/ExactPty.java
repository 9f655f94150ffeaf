package ipcsh.repl;

import java.io.FileDescriptor;
import java.io.IOException;
import org.jline.nativ.CLibrary;
import org.jline.terminal.Attributes;
import org.jline.terminal.impl.jni.linux.LinuxNativePty;
import org.jline.terminal.spi.SystemStream;
import org.jline.terminal.spi.TerminalProvider;

/**
 * The terminal of standard input and output; only settings that are explicitly changed are written.
 * JLine knows many of them, but not the speed, the line discipline and fields of several bits,
 * which would be lost when it writes back what it has read. So its changes are applied to the
 * kernel's {@code struct termios2}, see ioctl_tty(2) and termios(3).
 */
final class ExactPty extends LinuxNativePty {
  private static final long TCGETS2 = 0x802c542aL;
  private static final long TCSETS2 = 0x402c542bL;

  /**
   * The size of the struct in words: four words of flags; then bytes: the line discipline, 19
   * control characters; two speeds.
   */
  private static final int WORDS = 11;

  private static final int CONTROL_CHARACTERS = 4 * Integer.BYTES + 1;
  private static final int COUNT = 19;

  private final int[] atFirst;
  private boolean closed;

  ExactPty(TerminalProvider provider) throws IOException {
    super(
        provider,
        SystemStream.Output,
        -1,
        null,
        0,
        FileDescriptor.in,
        1,
        FileDescriptor.out,
        CLibrary.ttyname(0));
    atFirst = settings();
  }

  private int[] settings() throws IOException {
    int[] words = new int[WORDS];
    if (CLibrary.ioctl(getSlave(), TCGETS2, words) != 0) {
      throw new IOException("the terminal settings cannot be read");
    }
    return words;
  }

  private void set(int[] words) throws IOException {
    if (CLibrary.ioctl(getSlave(), TCSETS2, words) != 0) {
      throw new IOException("the terminal settings cannot be changed");
    }
  }

  @Override
  protected synchronized void doSetAttr(Attributes wanted) throws IOException {
    if (closed) {
      // a thread that is still reading at the end of the program would change the settings again
      return;
    }
    CLibrary.Termios now = toTermios(getAttr());
    CLibrary.Termios then = toTermios(wanted);
    int[] words = settings();
    words[0] ^= (int) (now.c_iflag ^ then.c_iflag);
    words[1] ^= (int) (now.c_oflag ^ then.c_oflag);
    words[2] ^= (int) (now.c_cflag ^ then.c_cflag);
    words[3] ^= (int) (now.c_lflag ^ then.c_lflag);
    for (int i = 0; i < COUNT; i++) {
      if (now.c_cc[i] != then.c_cc[i]) {
        put(words, CONTROL_CHARACTERS + i, then.c_cc[i]);
      }
    }
    set(words);
  }

  /** Sets a byte of a struct that is stored in words, low byte first. */
  private static void put(int[] words, int at, byte value) {
    int shift = at % Integer.BYTES * Byte.SIZE;
    int word = at / Integer.BYTES;
    words[word] = words[word] & ~(0xff << shift) | (value & 0xff) << shift;
  }

  /** Restores the terminal's settings bit for bit. */
  @Override
  public synchronized void close() throws IOException {
    closed = true;
    CLibrary.ioctl(getSlave(), TCSETS2, atFirst);
    super.close();
  }
}
