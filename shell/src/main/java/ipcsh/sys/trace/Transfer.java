package ipcsh.sys.trace;

/**
 * A successful call that transferred data between processes, or established a connection.
 *
 * @param kind what it did
 * @param call its name in C
 * @param fd its descriptor; for {@code accept} the new one
 * @param process the process of the call, 0 for this one
 * @param data the beginning of the data
 * @param bytes the size of the data; of a truncated datagram the original size
 * @param room the size of the caller's buffer; longer data was truncated
 * @param descriptors the number of descriptors passed with it
 * @param address the address in the call, or null
 * @param began the time of the call, by {@link System#nanoTime()}: one clock for all processes
 * @param ended the time of the return
 */
public record Transfer(
    Kind kind,
    String call,
    int fd,
    int process,
    byte[] data,
    long bytes,
    long room,
    int descriptors,
    String address,
    long began,
    long ended) {
  /** The maximum number of bytes of the data that are kept. */
  public static final int KEPT = 64;

  /** The kinds of transfers. */
  public enum Kind {
    /** It sent, or wrote. */
    SEND,
    /** It received, or read; no bytes at end of file. */
    RECEIVE,
    /** It connected. */
    CONNECT,
    /** It accepted a connection. */
    ACCEPT
  }
}
