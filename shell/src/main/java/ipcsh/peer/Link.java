package ipcsh.peer;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/**
 * Messages between two shells over a pair of streams: maps of names to values ({@link Wire}). Many
 * threads may send; one receives.
 */
public final class Link implements Closeable {
  /** The other side says what no shell says. */
  static final class Malformed extends IOException {
    private static final long serialVersionUID = 1;

    Malformed(String what) {
      super(what);
    }

    /** The same of a shell that has a name. */
    Malformed of(String shell) {
      return new Malformed(shell + " is a malformed peer: " + getMessage());
    }
  }

  private final DataInputStream in;
  private final DataOutputStream out;
  private boolean closed;
  private long length;

  /** Over these streams, which it owns. */
  public Link(InputStream in, OutputStream out) {
    this.in = new DataInputStream(new BufferedInputStream(in));
    this.out = new DataOutputStream(new BufferedOutputStream(out));
  }

  /** Sends a message; the other side sees it at once. */
  public void send(Map<String, ?> message) throws IOException {
    // whole or not at all: a value that does not print itself spoils no stream
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    Wire.write(new DataOutputStream(whole), message);
    synchronized (out) {
      if (closed) {
        // the number may be another one's by now
        throw new IOException("the link is closed");
      }
      whole.writeTo(out);
      out.flush();
    }
  }

  /**
   * The next message, or null where the other side has gone.
   *
   * @throws Malformed where it is none
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

  /** How much the message that was received last takes, about. */
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
