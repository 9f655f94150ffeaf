package ipcsh.handle;

import ipcsh.inspect.DescriptorSnapshot;
import ipcsh.inspect.Exchange;
import ipcsh.inspect.Inspector;
import ipcsh.inspect.Snapshot;
import ipcsh.sys.Kernel;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.trace.Transfer;
import ipcsh.sys.trace.TransferInvoker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The data that a shell, its threads, children and roles have sent and received since recording
 * began, at most the last ten thousand exchanges. While recording, each such call costs an
 * inspection of its descriptor; otherwise there is no cost.
 */
public final class ExchangeLog {
  private static final int MOST = 10_000;

  private final Kernel kernel;
  private final Supplier<UnsharedObserver> unshared;
  private final Supplier<String> who;
  private final List<Exchange> noted = new ArrayList<>();
  private Consumer<Exchange> listener = exchange -> {};
  private boolean noting;
  private long began;
  private long ended;

  /**
   * Recording is off.
   *
   * @param who the name of the calling thread's participant, null for the shell itself
   */
  public ExchangeLog(Kernel kernel, Supplier<UnsharedObserver> unshared, Supplier<String> who) {
    this.kernel = kernel;
    this.unshared = unshared;
    this.who = who;
  }

  /** Starts with an empty log, or stops recording; the log is kept. */
  public synchronized void note(boolean on) {
    if (on && !noting) {
      noted.clear();
      began = System.nanoTime();
    }
    if (!on && noting) {
      ended = System.nanoTime();
    }
    noting = on;
    kernel.decorate(
        Kernel.Layer.TRANSFERS,
        on ? invoker -> new TransferInvoker(invoker, this::noteLocal) : null);
  }

  /** Whether it is recording. */
  public synchronized boolean isNoting() {
    return noting;
  }

  /** Whether it was recording at a time of {@link System#nanoTime}, the last time that it did. */
  public synchronized boolean covers(long time) {
    return began != 0 && time - began >= 0 && (noting || time - ended <= 0);
  }

  /** Sets the listener for new exchanges. */
  public synchronized void setListener(Consumer<Exchange> itsListener) {
    listener = itsListener;
  }

  /** The exchanges in the order of arrival: those of other shells arrive slightly later. */
  public synchronized List<Exchange> all() {
    return List.copyOf(noted);
  }

  private void noteLocal(Transfer transfer) {
    kernel.aside(
        () -> {
          Exchange exchange = seen(transfer);
          if (exchange != null) {
            note(exchange);
          }
        });
  }

  /**
   * The exchange of a transfer, or null if its descriptor is not a pipe or socket, or is closed
   * already.
   */
  private Exchange seen(Transfer transfer) {
    if (transfer.isQueued()) {
      return Exchange.queued(who.get(), transfer);
    }
    int pid = transfer.process() == 0 ? kernel.shell().pid() : transfer.process();
    try {
      Snapshot snapshot =
          unshared
              .get()
              .look(
                  () ->
                      new Inspector(kernel.home())
                          .look(Map.of(pid, number -> number == transfer.fd())));
      List<DescriptorSnapshot> seen = snapshot.processes().get(0).descriptors();
      return seen.isEmpty() ? null : Exchange.of(who.get(), transfer, seen.get(0).file().object());
    } catch (SysException gone) {
      // unknown
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return null;
  }

  /** Adds an exchange, for example of a role. */
  public void note(Exchange exchange) {
    Consumer<Exchange> receiver;
    synchronized (this) {
      noted.add(exchange);
      if (noted.size() > MOST) {
        noted.subList(0, MOST / 10).clear();
      }
      receiver = listener;
    }
    receiver.accept(exchange);
  }
}
