package ipcsh.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ipcsh.command.DrawCollector;
import ipcsh.draw.JoinedSubject;
import ipcsh.draw.Subject;
import ipcsh.inspect.DescriptorSnapshot;
import ipcsh.inspect.Holder;
import ipcsh.inspect.OpenFileDescription;
import ipcsh.inspect.ProcessFacts;
import ipcsh.inspect.ProcessSnapshot;
import ipcsh.inspect.SocketObject;
import ipcsh.inspect.UntrustedValues;
import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is open on another machine arrives as it is there, under other IDs; nothing else does. */
@OnShell
class DistantObjectsTest {
  private static final DistantObjects FAR = new DistantObjects("far", 2);

  private static byte[] sent(Shell shell) throws IOException {
    shell.run(
        """
        (a, b) = socketpair()
        send a, 'abc'
        (r, w) = pipe()
        e = epoll_create1()
        epoll_ctl e, EPOLL_CTL_ADD, r, EPOLLIN
        m = memfd_create 'm'
        p = pidfd_open getpid()
        l = socket AF_INET, SOCK_STREAM
        bind l, '127.0.0.1:0'
        listen l
        d = open '/dev/null'
        flock d, LOCK_SH
        """);
    Subject seen = new DrawCollector(shell.context()).family(false, false, List.of());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Wire.write(
        new DataOutputStream(bytes), MessageCodec.encode(new RoleAnswer.Picture(seen), 1, 0));
    return bytes.toByteArray();
  }

  private static Subject received(byte[] bytes) throws IOException {
    Map<String, Object> message =
        new Link(new ByteArrayInputStream(bytes), OutputStream.nullOutputStream()).receive();
    return message == null ? null : MessageCodec.picture(message, FAR);
  }

  @Test
  void arrivesUnderOtherIds(Shell shell) throws IOException {
    byte[] sent = sent(shell);
    Subject here = new DrawCollector(shell.context()).family(false, false, List.of());
    Subject there = received(sent);
    ProcessSnapshot own = here.processes().get(0);
    ProcessSnapshot its = there.processes().get(0);
    assertThat(its.facts().isElsewhere()).isTrue();
    assertThat(its.pid()).isEqualTo(ProcessFacts.elsewhere(2, own.pid()));
    assertThat(there.title(its)).endsWith(" " + own.pid() + " on far");
    assertThat(its.descriptors())
        .extracting(seen -> seen.number() + " " + seen.file().object().kind())
        .containsExactlyElementsOf(
            own.descriptors().stream()
                .map(seen -> seen.number() + " " + seen.file().object().kind())
                .toList());
    for (DescriptorSnapshot seen : its.descriptors()) {
      // shared open file descriptions are one object
      assertThat(there.files()).anyMatch(file -> file == seen.file());
      assertThat(here.files())
          .noneMatch(file -> file.object().id().equals(seen.file().object().id()));
      if (seen.file().object() instanceof SocketObject socket && socket.peerInode() != 0) {
        String peer = SocketObject.id(socket.peerInode());
        assertThat(there.files()).anyMatch(file -> file.object().id().equals(peer));
      }
    }
  }

  @Test
  void whatIsNotAPictureIsRefused(Shell shell) throws IOException {
    for (Object wrong : List.of(1, "x", List.of(), List.of(1, 2, 3, 4, 5, 6), Map.of("a", 1))) {
      assertThatThrownBy(() -> FAR.subject(wrong)).isInstanceOf(UntrustedValues.Wrong.class);
    }
    byte[] sent = sent(shell);
    Random random = new Random(1);
    for (int i = 0; i < 300; i++) {
      byte[] changed = sent.clone();
      for (int n = random.nextInt(3); n >= 0; n--) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
      }
      try {
        received(changed);
      } catch (IOException | UntrustedValues.Wrong refused) {
        // as it should be
      }
    }
  }

  @Test
  void theEndsOfOneConnectionAreJoined() {
    Subject near = with(1, 5, "10.0.0.1:1000", "10.0.0.2:80");
    Subject far = with(ProcessFacts.elsewhere(1, 1), 6, "10.0.0.2:80", "10.0.0.1:1000");
    Subject other = with(ProcessFacts.elsewhere(2, 1), 7, "10.0.0.3:80", "10.0.0.1:1000");
    Subject joined = JoinedSubject.of(List.of(near, far, other));
    assertThat(joined.files())
        .extracting(file -> ((SocketObject) file.object()).peerInode())
        .containsExactly(6L, 5L, 0L);
    assertThat(joined.processes().get(0).descriptors().get(0).file())
        .isSameAs(joined.files().get(0));
  }

  private static Subject with(int pid, long inode, String name, String peer) {
    SocketObject socket =
        new SocketObject(
            inode,
            "inet",
            "stream",
            "connected",
            name,
            peer,
            0,
            null,
            null,
            null,
            null,
            null,
            0,
            List.of());
    Holder holder = new Holder(pid, 3);
    OpenFileDescription file = new OpenFileDescription(socket, 2, null, List.of(holder), true);
    ProcessSnapshot process =
        new ProcessSnapshot(
            new ProcessFacts(pid, 1, "x", 0, 'S'),
            null,
            List.of(new DescriptorSnapshot(holder, false, file)));
    return new Subject(List.of(process), List.of(file), Map.of(pid, "x"), List.of());
  }
}
