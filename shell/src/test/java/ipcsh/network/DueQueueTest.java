package ipcsh.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Deliveries come in the order of their times, and those of one time as they were entered. */
class DueQueueTest {
  private static final int MANY = 5000;

  @Test
  void comesInOrder() {
    DueQueue queue = new DueQueue();
    Random random = new Random(1);
    List<long[]> expected = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      long time = random.nextInt(100);
      queue.add(time, i, i % 7, i);
      expected.add(new long[] {time, i});
    }
    expected.sort((one, other) -> Long.compare(one[0], other[0]));
    for (long[] each : expected) {
      assertThat(queue.next()).isEqualTo(each[0]);
      assertThat(queue.record()).isEqualTo(each[1]);
      assertThat(queue.buffer()).isEqualTo((int) each[1]);
      assertThat(queue.direction()).isEqualTo((int) each[1] % 7);
      queue.remove();
    }
    assertThat(queue.size()).isZero();
    assertThat(queue.next()).isEqualTo(Long.MAX_VALUE);
  }
}
