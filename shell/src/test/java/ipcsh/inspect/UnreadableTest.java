package ipcsh.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Running;
import ipcsh.kit.Tools;
import ipcsh.kit.Wait;
import ipcsh.sys.Kernel;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.invoke.InvokerDecorator;
import ipcsh.sys.invoke.NativeFunction;
import ipcsh.sys.invoke.SyscallInvoker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inspecting processes of which little or nothing is visible. */
class UnreadableTest {
  private static final Duration BOUND = Wait.LONG;

  @TempDir Path directory;
  private final Inspector inspector = new Inspector(new Kernel().home());

  /** A kernel that refuses to compare or to duplicate descriptors, as some sandboxes do. */
  private static final class Sandbox extends InvokerDecorator {
    private boolean refused;

    Sandbox(SyscallInvoker inner) {
      super(inner);
    }

    @Override
    public long call(NativeFunction function, long a, long b, long c, long d, long e, long f) {
      refused = function.name().equals("syscall");
      return refused ? -1 : super.call(function, a, b, c, d, e, f);
    }

    @Override
    public int errno() {
      return refused ? Errno.EPERM.getNumber() : super.errno();
    }
  }

  @Test
  void processThatIsNotThereSaysSo() {
    ProcessSnapshot nobody = inspector.look(List.of(999_999_999)).processes().get(0);
    assertThat(nobody.unreadable()).isEqualTo(Errno.ESRCH);
    assertThat(nobody.descriptors()).isEmpty();
    assertThat(nobody.facts().hasEnded()).isTrue();
  }

  @Test
  void zombieHasNothing() {
    String program =
        """
        import os, sys
        child = os.fork() or os._exit(0)
        print(child, flush=True)
        sys.stdin.read()
        """;
    try (Running parent = Tools.python(directory, program).awaitOutput("\n")) {
      int pid = Integer.parseInt(parent.output().strip());
      Wait.until(BOUND, "it has ended", () -> inspector.facts(pid).hasEnded());
      ProcessSnapshot zombie = inspector.look(List.of(pid)).processes().get(0);
      assertThat(zombie.facts().state()).isEqualTo('Z');
      assertThat(zombie.descriptors()).isEmpty();
      assertThat(inspector.waiting(pid)).isEmpty();
      assertThat(inspector.mappings(pid)).isEmpty();
    }
  }

  @Test
  void threadOfTheKernelHasNothing() {
    Tools.needs(inspector.facts(2).name().equals("kthreadd"), "the kernel's threads are not seen");
    ProcessSnapshot kernels = inspector.look(List.of(2)).processes().get(0);
    assertThat(kernels.facts().isKernels()).isTrue();
    assertThat(kernels.descriptors()).isEmpty();
    assertThat(inspector.memory(List.of(2)).parts()).isEmpty();
  }

  @Test
  void processesMayEndDuringTheLook() {
    String program =
        """
        import os, select, sys
        print('begins', flush=True)
        running = 0
        while not select.select([sys.stdin], [], [], 0)[0]:
            if os.fork() == 0:
                os.pipe(); os.open('/dev/null', 0); os._exit(0)
            running += 1
            if running > 20: os.wait(); running -= 1
        """;
    try (Running parent = Tools.python(directory, program).awaitOutput("begins")) {
      for (int look = 0; look < 20; look++) {
        List<Integer> all = Arrays.stream(inspector.everybody()).boxed().toList();
        Snapshot snapshot = inspector.look(all);
        assertThat(snapshot.processes()).hasSameSizeAs(all);
      }
      assertThat(parent.outcome(BOUND).status()).isZero();
    }
  }

  @Test
  void whatMayNotBeComparedIsShownAllTheSame() {
    String program =
        """
        import os, sys
        r, w = os.pipe()
        os.write(w, b'abc')
        os.dup(r)
        print(r, w, flush=True)
        sys.stdin.read()
        """;
    try (Running python = Tools.python(directory, program).awaitOutput("\n")) {
      Kernel kernel = new Kernel();
      kernel.decorate(Kernel.Layer.TRACE, Sandbox::new);
      int pid = (int) python.pid();
      Snapshot snapshot = new Inspector(kernel.sys()).look(List.of(pid), pid);
      String[] numbers = python.output().strip().split(" ");
      OpenFileDescription read = snapshot.file(new Holder(pid, Integer.parseInt(numbers[0])));
      assertThat(read.isCompared()).isFalse();
      assertThat(read.holders()).hasSize(1);
      PipeObject pipe = (PipeObject) read.object();
      assertThat(pipe.bytes()).isNull();
      assertThat(snapshot.files(pipe.id())).hasSize(3);
      assertThat(snapshot.peers(read))
          .containsExactly(new Holder(pid, Integer.parseInt(numbers[1])));
    }
  }
}
