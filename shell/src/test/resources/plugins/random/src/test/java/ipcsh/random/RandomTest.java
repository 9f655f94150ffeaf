package ipcsh.random;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.sys.Kernel;
import org.junit.jupiter.api.Test;

class RandomTest {
  private final Random functions = new Random(new Kernel().sys().invoker());

  @Test
  void kernelGivesAsManyBytesAsAreAskedFor() {
    assertThat(functions.getrandom(300, RandomConstants.GRND_NONBLOCK)).hasSize(300);
  }
}
