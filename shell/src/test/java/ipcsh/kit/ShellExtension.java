package ipcsh.kit;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives each test a {@link Shell} of its own, and fails a test that leaves something behind. */
public final class ShellExtension
    implements BeforeEachCallback, AfterEachCallback, ParameterResolver {
  private static final Namespace HERE = Namespace.create(ShellExtension.class);
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** Interrupts a test in a call that blocks forever. */
  private static final ScheduledExecutorService CLOCK =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "limit of tests");
            thread.setDaemon(true);
            return thread;
          });

  static {
    Shell.forkOnce();
  }

  @Override
  public void beforeEach(ExtensionContext test) {
    Shell.forgetInterruption();
    Thread thread = Thread.currentThread();
    Future<?> limit =
        CLOCK.schedule(() -> Shell.interrupt(thread), LIMIT.toSeconds(), TimeUnit.SECONDS);
    test.getStore(HERE).put(Future.class, limit);
    test.getStore(HERE).put(Leftovers.class, new Leftovers());
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == Shell.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    Shell shell = test.getStore(HERE).get(Shell.class, Shell.class);
    if (shell == null) {
      shell = new Shell();
      test.getStore(HERE).put(Shell.class, shell);
    }
    return shell;
  }

  @Override
  public void afterEach(ExtensionContext test) {
    test.getStore(HERE).get(Future.class, Future.class).cancel(false);
    Shell.forgetInterruption();
    Shell shell = test.getStore(HERE).get(Shell.class, Shell.class);
    if (shell != null) {
      shell.close();
    }
    Leftovers before = test.getStore(HERE).get(Leftovers.class, Leftovers.class);
    try {
      Wait.until(PATIENCE, "nothing left over", () -> before.now().isEmpty());
    } catch (AssertionError e) {
      throw new AssertionError("the test left behind: " + before.now(), e);
    }
  }
}
