package ipcsh.network;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.sys.abi.Arena;
import ipcsh.sys.abi.NativeMemory;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The log keeps the latest packets, whole, and no more than fit. */
class PacketLogTest {
  private static final int LARGE = 1500;

  private final Arena arena = new Arena();
  private final NativeMemory memory = arena.take(LARGE);
  private final PacketLog log = new PacketLog();

  @AfterEach
  void free() {
    arena.close();
  }

  private long add(long time, Fate fate, int size) {
    memory.putByte(0, (int) time).putByte(size - 1, (int) -time);
    return log.add(time, 0, 1, fate, memory, 0, size);
  }

  @Test
  void whatIsEnteredIsKept() {
    long first = add(1, Fate.DELIVERED, 40);
    add(2, Fate.LOST, LARGE);
    log.delivered(first, 5);
    log.duplicated(first);
    List<PacketLog.Record> all = log.all();
    assertThat(all).extracting(PacketLog.Record::sent).containsExactly(1L, 2L);
    assertThat(all).extracting(PacketLog.Record::delivered).containsExactly(5L, 0L);
    assertThat(all).extracting(PacketLog.Record::fate).containsExactly(Fate.DELIVERED, Fate.LOST);
    assertThat(all).extracting(each -> each.data().length).containsExactly(40, LARGE);
    assertThat(all.get(0).isDuplicated()).isTrue();
    assertThat(log.packets()).isEqualTo(2);
    assertThat(log.lost()).isEqualTo(1);
    assertThat(log.bytes()).isEqualTo(40 + LARGE);
    log.clear();
    assertThat(log.packets()).isZero();
    assertThat(log.first()).isEqualTo(2);
  }

  @Test
  void theOldestGiveWayToNewOnes() {
    for (int i = 0; i < 2 * PacketLog.RECORDS; i++) {
      add(i, Fate.DELIVERED, 40);
    }
    assertThat(log.all()).hasSize(PacketLog.RECORDS);
    assertThat(log.all().get(0).sent()).isEqualTo(PacketLog.RECORDS);
    for (int i = 0; i < 30_000; i++) {
      add(i, Fate.DELIVERED, LARGE);
    }
    List<PacketLog.Record> all = log.all();
    assertThat(all).hasSizeBetween(11_000, 11_200);
    for (PacketLog.Record each : all) {
      assertThat(each.data()[0]).isEqualTo((byte) each.sent());
      assertThat(each.data()[LARGE - 1]).isEqualTo((byte) -each.sent());
    }
  }
}
