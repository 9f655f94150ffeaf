package ipcsh.sys.trace;

/**
 * A call that moved data between processes, or began to connect them, and succeeded.
 *
 * @param kind what it did
 * @param call its name in C
 * @param fd through which descriptor; of {@code accept} the new one, of {@code msgsnd} and {@code
 *     msgrcv} the ID of the queue
 * @param process the process that called, 0 for this one
 * @param data the beginning of what was moved
 * @param bytes how long the data were; of a datagram that was cut off, how long it had been
 * @param room for how many bytes the caller asked; what is longer was cut off
 * @param descriptors how many descriptors travelled with it
 * @param address the address that stood in the call, or null
 * @param began when it was called, by {@link System#nanoTime()}: one clock for all processes
 * @param ended when it returned
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

  /** Whether it went through a System V queue, which is no descriptor. */
  public boolean isQueued() {
    return call.startsWith("msg");
  }

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
