package ipcsh.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Running;
import ipcsh.kit.Tools;
import ipcsh.kit.Wait;
import ipcsh.sys.Kernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What another program watches, shares and sends is found through its descriptors. */
class WatchersTest {
  private static final Duration BOUND = Wait.LONG;

  @TempDir Path directory;
  private final Inspector inspector = new Inspector(new Kernel().home());
  private final String semaphore = "/ipcsh-test-watchers-" + ProcessHandle.current().pid();
  private Running program;
  private int pid;

  @BeforeEach
  void start() throws IOException {
    String text = Files.readString(Path.of("src/test/resources/python/watchers.py"));
    program = Tools.python(directory, text, directory.toString(), semaphore).awaitOutput("ready");
    pid = (int) program.pid();
  }

  @AfterEach
  void end() {
    program.close();
    Path.of("/dev/shm/sem." + semaphore.substring(1)).toFile().delete();
  }

  /** The numbers that it prints after a word. */
  private int[] numbers(String word) {
    String line =
        program.output().lines().filter(l -> l.startsWith(word)).findFirst().orElseThrow();
    return Arrays.stream(line.split(" ")).skip(1).mapToInt(Integer::parseInt).toArray();
  }

  private OpenFileDescription file(Snapshot snapshot, int number) {
    return snapshot.file(new Holder(pid, number));
  }

  @Test
  void epollsTargetsAreTheOpenFiles() {
    int[] numbers = numbers("epoll");
    // only one is requested: what it watches is inspected, too
    int epoll = numbers[0];
    Snapshot snapshot = inspector.look(Map.of(pid, n -> n == epoll), pid);
    assertThat(snapshot.processes().get(0).descriptors()).hasSize(1);
    EpollObject object = (EpollObject) file(snapshot, epoll).object();
    assertThat(object.targets()).hasSize(4);
    for (EpollObject.Target target : object.targets()) {
      OpenFileDescription watched = snapshot.watched(file(snapshot, epoll), target);
      assertThat(watched).as(target.toString()).isNotNull();
      int index = Arrays.stream(numbers).boxed().toList().lastIndexOf(target.number());
      assertThat(watched.object().kind() + " " + target.eventNames())
          .isEqualTo(
              List.of(
                      "pipe EPOLLIN|EPOLLET",
                      "unix stream EPOLLIN",
                      "eventfd EPOLLIN",
                      // its number was reused, but the pipe is still found
                      "pipe EPOLLOUT")
                  .get(index - 1));
    }
  }

  @Test
  void inotifysWatchIsTheOpenDirectory() {
    int[] numbers = numbers("inotify");
    Snapshot snapshot = inspector.look(List.of(pid));
    InotifyObject object = (InotifyObject) file(snapshot, numbers[0]).object();
    assertThat(object.watches()).hasSize(1);
    InotifyObject.Watch watch = object.watches().get(0);
    assertThat(watch.eventNames()).isEqualTo("IN_CREATE|IN_DELETE");
    assertThat(watch.object()).isEqualTo(file(snapshot, numbers[1]).object().id());
    assertThat(snapshot.object(watch.object())).isInstanceOf(FileObject.class);
  }

  @Test
  void timersSignalsProcessesAndCountersAreTold() {
    int[] numbers = numbers("others");
    Snapshot snapshot = inspector.look(List.of(pid));
    TimerObject timer = (TimerObject) file(snapshot, numbers[0]).object();
    assertThat(timer.interval()).isEqualTo(Duration.ofMillis(2500));
    assertThat(timer.left()).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(100));
    assertThat(((SignalObject) file(snapshot, numbers[1]).object()).signals())
        .containsExactly(2, 10);
    assertThat(((ProcessObject) file(snapshot, numbers[2]).object()).pid()).isEqualTo(pid);
    EventObject event = (EventObject) file(snapshot, numbers[3]).object();
    assertThat(event.count()).isEqualTo(5);
    assertThat(event.isSemaphore()).isTrue();
  }

  @Test
  void descriptorsInFlightAreAtTheSocketThatCarriesThem() {
    int[] numbers = numbers("flight");
    Snapshot snapshot = inspector.look(List.of(pid));
    assertThat(((SocketObject) file(snapshot, numbers[0]).object()).inFlight()).isZero();
    assertThat(((SocketObject) file(snapshot, numbers[1]).object()).inFlight()).isEqualTo(5);
  }

  @Test
  void mappedMemoryAndSemaphoresAreShared() {
    int[] numbers = numbers("memory");
    int child = numbers[1];
    OpenFileDescription memory = file(inspector.look(List.of(pid)), numbers[0]);
    List<SharedMemory.Part> parts = inspector.memory(List.of(pid, child)).of(memory.object().id());
    assertThat(parts).extracting(SharedMemory.Part::pid).containsExactly(pid, child);
    assertThat(parts).allMatch(part -> part.mapping().length() == 8192);

    Wait.until(
        BOUND,
        "the child waits for the semaphore",
        () -> inspector.waiting(child).stream().anyMatch(w -> w.inWords().equals("futex(...)")));
    assertThat(NamedSemaphore.all())
        .filteredOn(each -> each.getName().equals(semaphore))
        .singleElement()
        .satisfies(
            state -> {
              assertThat(state.getValue()).isZero();
              assertThat(state.getWaiters()).isEqualTo(1);
            });
  }

  @Test
  void whoWaitsIsTold() {
    Wait.until(
        BOUND,
        "it reads",
        () -> inspector.waiting(pid).stream().anyMatch(w -> w.inWords().equals("read(0, ...)")));
  }
}
