package ipcsh.peer;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/**
 * Messages between two shells over a pair of streams: maps of names to values ({@link Wire}).
 * Several threads may send; one receives.
 */
public final class Link implements Closeable {
  /** Thrown if the peer sends something that is not a valid message. */
  static final class Malformed extends IOException {
    private static final long serialVersionUID = 1;

    Malformed(String what) {
      super(what);
    }

    /** The same with the name of the shell. */
    Malformed of(String shell) {
      return new Malformed(shell + " is a malformed peer: " + getMessage());
    }
  }

  private final DataInputStream in;
  private final DataOutputStream out;
  private boolean closed;
  private long length;
  private volatile long heard = System.nanoTime();

  /** A link over these streams, which it owns. */
  public Link(InputStream in, OutputStream out) {
    this.in = new DataInputStream(new BufferedInputStream(new Heard(in)));
    this.out = new DataOutputStream(new BufferedOutputStream(out));
  }

  /** Notes when something has arrived: a long message takes its time on a slow link. */
  private final class Heard extends FilterInputStream {
    Heard(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] bytes, int from, int count) throws IOException {
      int got = super.read(bytes, from, count);
      heard = System.nanoTime();
      return got;
    }
  }

  /** When something has arrived last, or the link was created; as {@link System#nanoTime}. */
  public long heard() {
    return heard;
  }

  /** Sends a message, and flushes it. */
  public void send(Map<String, ?> message) throws IOException {
    // encoded completely before it is sent: a value whose toString fails does not corrupt the
    // stream
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    Wire.write(new DataOutputStream(whole), message);
    synchronized (out) {
      if (closed) {
        // the descriptor number may have been reused
        throw new IOException("the link is closed");
      }
      whole.writeTo(out);
      out.flush();
    }
  }

  /**
   * The next message, or null if the peer has closed.
   *
   * @throws Malformed if it is not valid
   */
  @SuppressWarnings("unchecked")
  public Map<String, Object> receive() throws IOException {
    try {
      WireReader reader = new WireReader(in);
      Object message = reader.read();
      length = reader.taken();
      if (message instanceof Map<?, ?> map) {
        return (Map<String, Object>) map;
      }
      throw new Malformed("its message is not valid");
    } catch (EOFException gone) {
      return null;
    } catch (RuntimeException garbage) {
      throw new Malformed("its message is not valid");
    }
  }

  /** The approximate size in memory of the message that was received last. */
  long length() {
    return length;
  }

  @Override
  public void close() throws IOException {
    synchronized (out) {
      if (closed) {
        return;
      }
      closed = true;
      try {
        out.close();
      } finally {
        in.close();
      }
    }
  }
}
