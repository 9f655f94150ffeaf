package ipcsh.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.sys.abi.FileConstants;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Parsing of the texts of /proc and the messages of sock_diag, as written by the kernel. */
class ParsersTest {
  private static KernelObject anonymous(String kind, String info) {
    return AnonymousObjects.of("it", "anon_inode:" + kind, new FdInfo(info));
  }

  @Test
  void fdinfoGivesOffsetFlagsAndFields() {
    FdInfo info = new FdInfo("pos:\t42\nflags:\t02104002\nmnt_id:\t27\nino:\t9\nscm_fds: 3\n");
    assertThat(info.offset()).isEqualTo(42);
    assertThat(info.flags()).isEqualTo(FileConstants.O_RDWR | FileConstants.O_NONBLOCK);
    assertThat(info.closesOnExec()).isTrue();
    assertThat(info.number("scm_fds", 0)).isEqualTo(3);
    assertThat(info.field("id")).as("the end of another name").isNull();
    assertThat(new FdInfo("").closesOnExec()).isFalse();
    assertThat(new FdInfo("pos:\t7").offset()).as("without a line's end").isEqualTo(7);
  }

  @Test
  void eventfdIsHexadecimalAndHasANumber() {
    String info = "eventfd-count:               fe\neventfd-id: 12\neventfd-semaphore: 1\n";
    assertThat(anonymous("[eventfd]", info)).isEqualTo(new EventObject("eventfd:12", 0xfe, true));
    assertThat(anonymous("[eventfd]", "eventfd-count: ffffffffffffffff\n"))
        .as("of an older kernel")
        .isEqualTo(new EventObject("it", -1, false));
  }

  @Test
  void timerTellsItsClockAndTimes() {
    String info =
        "clockid: 1\nticks: 2\nsettime flags: 01\nit_value: (0, 49406829)\nit_interval: (1, 5)\n";
    assertThat(anonymous("[timerfd]", info))
        .isEqualTo(
            new TimerObject(
                "it", 1, 2, Duration.ofNanos(49406829), Duration.ofSeconds(1).plusNanos(5)));
  }

  @Test
  void signalsArePlacesInTheMask() {
    assertThat(anonymous("[signalfd]", "sigmask:\t8000000000000a02\n"))
        .isEqualTo(new SignalObject("it", List.of(2, 10, 12, 64)));
  }

  @Test
  void epollNamesWhatItWatches() {
    String info =
        "tfd:        3 events:       19 data:                3  pos:0 ino:120dda4 sdev:9\n"
            + "tfd:       12 events: 80000001 data: ffffffffffffffff\n";
    assertThat(anonymous("[eventpoll]", info))
        .isEqualTo(
            new EpollObject(
                "it",
                List.of(
                    new EpollObject.Target(3, 0x19, 3, 0x120dda4, 9),
                    new EpollObject.Target(12, 0x80000001, -1, 0, 0))));
  }

  @Test
  void inotifyNamesItsWatches() {
    String info =
        "inotify wd:3 ino:9e7e sdev:800013 mask:800afce ignored_mask:0 fhandle-bytes:8\n"
            + "inotify wd:2 ino:a111 sdev:800013 mask:2 ignored_mask:0\n";
    assertThat(anonymous("inotify", info))
        .isEqualTo(
            new InotifyObject(
                "it",
                List.of(
                    new InotifyObject.Watch(3, 0x9e7e, 0x800afce, 0x800013),
                    new InotifyObject.Watch(2, 0xa111, 2, 0x800013))));
  }

  @Test
  void pidfdNamesItsProcessAndWhatIsUnknownIsCalledSo() {
    assertThat(anonymous("[pidfd]", "Pid:\t4711\nNSpid:\t4711\n"))
        .isEqualTo(new ProcessObject("it", 4711, null));
    assertThat(anonymous("[pidfd]", "Pid:\t-1\n")).isEqualTo(new ProcessObject("it", -1, null));
    assertThat(anonymous("[io_uring]", "SqMask: 0\n")).isEqualTo(new OtherObject("it", "io_uring"));
  }

  @Test
  void processIsKnownByItsStatus() {
    String status =
        "Name:\tmy (prog)\nState:\tS (sleeping)\nPid:\t12\nPPid:\t7\nUid:\t5\t6\t6\t6\n";
    assertThat(ProcessFacts.of(12, status + "VmSize:\t2576 kB\n"))
        .isEqualTo(new ProcessFacts(12, 7, "my (prog)", 5, 'S'));
    assertThat(ProcessFacts.of(12, status).isKernels()).isTrue();
    ProcessFacts zombie = ProcessFacts.of(12, status.replace("S (sleeping)", "Z (zombie)"));
    assertThat(zombie.hasEnded() && !zombie.isKernels()).isTrue();
  }

  @Test
  void sharedMappingsAreTheLinesWithS() {
    String maps =
        "7f10-7f30 rw-s 00001000 00:01 759395                     /memfd:a b (deleted)\n"
            + "7f30-7f40 rw-p 00000000 00:00 0 \n"
            + "7f40-7f50 r--s 00000000 fe:02 7 /x\n";
    assertThat(Mapping.of(maps))
        .containsExactly(
            new Mapping(0x7f10, 0x20, "rw-", 0x1000, "1:759395", "/memfd:a b"),
            new Mapping(0x7f40, 0x10, "r--", 0, ((0xfeL << 20) | 2) + ":7", "/x"));
  }

  @Test
  void threadThatRunsDoesNotWait() {
    assertThat(BlockedThread.of(1, 2, "running\n", "0")).isNull();
    assertThat(BlockedThread.of(1, 2, "-1 0x7ffe 0x7f00\n", "0")).isNull();
    assertThat(BlockedThread.of(1, 2, "987654 0x3 0x0\n", ""))
        .isEqualTo(new BlockedThread(1, 2, "system call 987654", null, null));
  }

  @Test
  void nameOfASocketEndsAtItsNulUnlessItBeginsWithOne() {
    assertThat(UnixSockets.socket(unix("/tmp/x\0")).name()).isEqualTo("/tmp/x");
    assertThat(UnixSockets.socket(unix("\0a\0b")).name()).isEqualTo("@a\\0b");
    assertThat(UnixSockets.socket(unix("/é")).name()).isEqualTo("/é");
  }

  /** An answer about a listening socket 5 with a name, a queue, and unknown attributes. */
  private static ByteBuffer unix(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    ByteBuffer answer = ByteBuffer.allocate(256).order(ByteOrder.nativeOrder());
    answer.put(new byte[] {1, 1, 10, 0}).putInt(5).putLong(0);
    answer.putShort((short) 8).putShort((short) 99).putInt(-1);
    answer.putShort((short) (4 + bytes.length)).putShort((short) 0).put(bytes);
    answer.position(SockDiag.aligned(answer.position()));
    answer.putShort((short) 12).putShort((short) 4).putInt(2).putInt(128);
    return answer.flip();
  }

  @Test
  void queueOfASocketThatListensIsWhoWaits() {
    SocketObject socket = UnixSockets.socket(unix("x"));
    assertThat(socket.isListening()).isTrue();
    assertThat(socket.received()).isEqualTo(2);
    assertThat(socket.sent()).isEqualTo(128);
    assertThat(socket.kind()).isEqualTo("unix stream");
    assertThat(socket.id()).isEqualTo("socket:[5]");
  }
}
