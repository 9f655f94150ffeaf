package ipcsh.kit;

import java.time.Duration;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives each test a {@link Shell} of its own, and fails the test that leaves something behind. */
public final class ShellExtension
    implements BeforeEachCallback, AfterEachCallback, ParameterResolver {
  private static final Namespace HERE = Namespace.create(ShellExtension.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Override
  public void beforeEach(ExtensionContext test) {
    test.getStore(HERE).put(Leftovers.class, new Leftovers());
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == Shell.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    Shell shell = new Shell();
    test.getStore(HERE).put(Shell.class, shell);
    return shell;
  }

  @Override
  public void afterEach(ExtensionContext test) {
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
