package ipcsh.handle;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.command.Context;
import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.kit.Wait;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A role ends with its blocks done, whenever its end is requested. */
@OnShell
class RoleTest {
  private static final int ROUNDS = 300;

  /** A role whose blocks run in this shell. */
  private static final class Local extends Role {
    Local(RoleServices services) {
      super("local", services);
    }

    @Override
    protected Object perform(Callable<?> block) throws Exception {
      return block.call();
    }

    @Override
    protected RuntimeException refusal() {
      return new IllegalStateException("it has ended");
    }
  }

  private static void pause(int steps) {
    for (int i = 0; i < steps; i++) {
      Thread.onSpinWait();
    }
  }

  @Test
  void isIdleAfterItsEndWasRequestedAtTheMomentAtWhichABlockEnds(Shell shell) throws Exception {
    Context context = shell.context();
    RoleServices services =
        new RoleServices(
            context.kernel(),
            context.accounts(),
            new Jobs(context.kernel()),
            new MethodFallback(null, null),
            new RoleObserver() {});
    for (int round = 0; round < ROUNDS; round++) {
      Local role = new Local(services);
      AtomicBoolean runs = new AtomicBoolean();
      AtomicBoolean leave = new AtomicBoolean();
      role.start(
          () -> {
            runs.set(true);
            while (!leave.get()) {
              Thread.onSpinWait();
            }
            return null;
          });
      while (!runs.get()) {
        Thread.onSpinWait();
      }
      leave.set(true);
      pause(round % 200);
      Thread thread = role.finish();
      thread.join(Wait.LONG.toMillis());
      assertThat(thread.isAlive()).isFalse();
      assertThat(role.isBusy()).as("busy after its end, round %d", round).isFalse();
    }
  }
}
