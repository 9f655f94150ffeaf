package ipcsh.random;

/** The constants of {@code sys/random.h}. */
public final class RandomConstants {
  public static final int GRND_NONBLOCK = 1;
  public static final int GRND_RANDOM = 2;

  private RandomConstants() {}
}
