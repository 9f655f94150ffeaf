package ipcsh.peer;

import ipcsh.inspect.UntrustedValues;
import ipcsh.sys.Kernel;
import ipcsh.sys.abi.SysException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A connection to another shell of the same user. A thread of its own receives, so that the end of
 * that shell is noticed at once. One thread at a time sends requests; any thread may interrupt.
 */
public final class Peer implements Closeable {
  /** Thrown if the other shell has ended. */
  public static final class Gone extends IOException {
    private static final long serialVersionUID = 1;

    Gone(String name) {
      super("the shell " + name + " has ended");
    }
  }

  /** Receives events of a line while it runs. */
  public interface Listener {
    /** Called for a line of output. */
    void line(String text);

    /** Called if the line waits for its turn, because that shell is doing something else. */
    void busy(String doing);
  }

  /**
   * The maximum size of received messages that have not been processed, in bytes; each counts with
   * a minimum size.
   */
  private static final int MOST_HEARD = 1 << 24;

  private static final int LEAST = 1 << 10;

  /** A message, and its size. */
  private record Heard(Map<String, Object> message, int size) {}

  private static final Heard END = new Heard(Map.of(), 0);

  private final String name;
  private final Kernel kernel;
  private final PeerConnection connection;
  private final Link link;
  private final int listener;
  private final Thread receiver;
  private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();

  /**
   * The space left for unprocessed messages: a peer that sends without end is not read any further.
   */
  private final Semaphore room = new Semaphore(MOST_HEARD);

  private volatile boolean ended;
  private volatile Link.Malformed malformed;
  private volatile boolean givenUp;
  private volatile Runnable whenEnded = () -> {};

  private Peer(String name, Kernel kernel, PeerConnection connection) {
    this.name = name;
    this.kernel = kernel;
    this.connection = connection;
    this.link = connection.link();
    this.listener = connection.process();
    this.receiver = new Thread(this::listen, "receiver for " + name);
    receiver.setDaemon(true);
  }

  /**
   * Connects to a shell.
   *
   * @param bound how long it may take to answer this, and to receive what is sent
   * @throws SysException ECONNREFUSED, ENOENT if the shell has ended, EAGAIN if it does not respond
   * @throws IOException if the peer belongs to another user
   */
  static Peer of(Kernel kernel, ShellDirectory.Entry shell, Duration bound) throws IOException {
    PeerConnection connection = PeerConnection.to(kernel, shell.path(), bound);
    int user = connection.user();
    if (user != kernel.home().processes().geteuid()) {
      connection.close();
      throw new IOException(shell.full() + " is a shell of user " + user);
    }
    Peer peer = new Peer(shell.name(), kernel, connection);
    peer.receiver.start();
    return peer;
  }

  private void listen() {
    try {
      for (var message = link.receive(); message != null; message = link.receive()) {
        int size = (int) Math.min(MOST_HEARD, LEAST + link.length());
        room.acquire(size);
        heard.add(new Heard(message, size));
      }
    } catch (Link.Malformed garbage) {
      malformed = garbage;
    } catch (VirtualMachineError tooLarge) {
      malformed = new Link.Malformed("its message is too large");
    } catch (IOException | InterruptedException broken) {
      // treated as if it had ended
    } finally {
      ended = true;
      connection.close();
      heard.add(END);
      whenEnded.run();
      kernel.leaveThread();
    }
  }

  /** The process that is listening on its socket. */
  public int listener() {
    return listener;
  }

  /** The other shell's name. */
  public String name() {
    return name;
  }

  /** Whether the connection has ended. */
  public boolean hasEnded() {
    return ended;
  }

  /** Runs an action when the connection ends; at once if it has ended. */
  public void whenEnded(Runnable action) {
    whenEnded = action;
    if (ended) {
      action.run();
    }
  }

  /**
   * Its description and state.
   *
   * @throws InterruptedIOException if it does not answer in time
   */
  Map<String, Object> who(Duration bound) throws IOException {
    return ask(new PeerRequest.Who(), bound);
  }

  /** Requests its description and state, to be received by {@link #answer}. */
  void requestWho() throws IOException {
    say(new PeerRequest.Who());
  }

  /**
   * Its entries, oldest first.
   *
   * @throws InterruptedIOException if it does not answer in time
   */
  public List<?> journal(Duration bound) throws IOException {
    if (ask(new PeerRequest.Journal(), bound).get("journal") instanceof List<?> entries) {
      return entries;
    }
    throw new Link.Malformed("no journal").of(name);
  }

  private Map<String, Object> ask(PeerRequest request, Duration bound) throws IOException {
    say(request);
    return answer(bound);
  }

  /**
   * The answer to a request.
   *
   * @throws InterruptedIOException if it does not come in time
   */
  Map<String, Object> answer(Duration bound) throws IOException {
    try {
      Heard answer = heard.poll(bound.toMillis(), TimeUnit.MILLISECONDS);
      if (answer == null) {
        throw new InterruptedIOException(name + " does not answer");
      }
      return known(answer);
    } catch (InterruptedException e) {
      throw new InterruptedIOException("interrupted");
    }
  }

  private void say(PeerRequest request) throws IOException {
    try {
      link.send(MessageCodec.encode(request));
    } catch (InterruptedIOException hangs) {
      throw hangs;
    } catch (IOException e) {
      throw new Gone(name);
    }
  }

  private Map<String, Object> known(Heard next) throws IOException {
    if (next == END) {
      heard.add(END);
      if (malformed != null) {
        throw malformed.of(name);
      }
      throw givenUp ? new IOException(name + " is ignored") : new Gone(name);
    }
    room.release(next.size);
    return next.message;
  }

  /**
   * Runs a line there and waits for the result. An interrupt of the waiting thread is {@link
   * #ctrlC} for the line.
   *
   * @throws Gone if that shell ends meanwhile
   */
  public RemoteResult run(String text, String from, Listener listener) throws IOException {
    Runnable ctrlC = ctrlC();
    say(new PeerRequest.Run(text, from));
    while (true) {
      LineEvent event;
      try {
        event = MessageCodec.lineEvent(known(heard.take()));
      } catch (UntrustedValues.Wrong garbage) {
        throw new Link.Malformed(garbage.getMessage()).of(name);
      } catch (InterruptedException e) {
        ctrlC.run();
        continue;
      }
      RemoteResult answer = RemoteResult.of(event);
      if (answer != null) {
        return answer;
      }
      if (event instanceof LineEvent.Printed printed) {
        listener.line(printed.line());
      } else if (event instanceof LineEvent.Busy busy) {
        listener.busy(busy.doing());
      }
    }
  }

  /** The handler of Ctrl-C for a line: the first one interrupts it, the next one ends the wait. */
  public Runnable ctrlC() {
    boolean[] before = {false};
    return () -> {
      if (before[0]) {
        givenUp = true;
        connection.hangUp();
        return;
      }
      before[0] = true;
      try {
        say(new PeerRequest.Interrupt());
      } catch (IOException gone) {
        // noticed by the waiting thread
      }
    };
  }

  @Override
  public void close() {
    connection.hangUp();
    // the receiving thread may be waiting for space
    receiver.interrupt();
  }
}
