package ipcsh.linux;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.language.JsonRendering;
import ipcsh.language.Rendering;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** fds and inspect on descriptors of this and other processes. */
@OnShell
class FdsTest {
  @BeforeEach
  void shorter(Shell shell) {
    shell.run("row = { fd -> fds().find { it.number == fd.number } }");
  }

  @Test
  void aMessageQueueIsNoFile(Shell shell) {
    shell.run(
        """
        (i, o) = pipe()
        p = spawn 'python3', '-c', \'\'\'
        import ctypes, os, sys
        c = ctypes.CDLL(None, use_errno=True)
        attributes = (ctypes.c_long * 8)(0, 5, 100)
        name = b"/ipcsh-test-%d" % os.getpid()
        q = c.mq_open(name, os.O_CREAT | os.O_RDWR, 0o600, attributes)
        c.mq_send(q, b"hello", 5, 3)
        c.mq_send(q, b"abc", 3, 1)
        print(q, flush=True)
        sys.stdin.read()
        c.mq_unlink(name)
        \'\'\'.stripIndent(), fds: [0: i]
        number = p.out.readLine(60.s).toInteger()
        row = fds(p.pid).find { it.number == number }
        assert row.kind == 'mqueue' && row.name == "/ipcsh-test-$p.pid"
        assert row.state == '2 of 5 messages  8 bytes' && row.offset == null
        assert row.object.messages == 2 && row.object.messageSize == 100
        close o; close i
        p.wait()
        """);
  }

  @Test
  void pairIsConnectedBothWays(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair AF_UNIX, SOCK_SEQPACKET
        assert row(a).kind == 'unix seqpacket' && row(a).state == 'connected'
        assert row(a).peer == "fd ${b.number}" && row(b).peer == "fd ${a.number}"
        assert row(a).peers*.number == [b.number] && row(a).peers*.pid == [getpid()]
        send a, 'abc'
        assert row(b).object.received == 3 && row(a).object.received == 0
        close a
        assert row(b).peer == null && row(b).peers == []
        """);
  }

  @Test
  void namesAndAddressesAreThePeers(Shell shell) {
    shell.run(
        """
        l = socket AF_UNIX, SOCK_STREAM
        bind l, "$dir/l"
        listen l, 5
        assert row(l).name == "$dir/l" && row(l).state == 'listening  0 of 5 waiting'
        c = socket AF_UNIX, SOCK_STREAM
        connect c, "$dir/l"
        assert row(l).object.received == 1
        assert row(c).peer == "$dir/l" && row(c).state == 'connected, not yet accepted'
        assert row(l).object.pending == [row(c).object.inode] && row(c).peers == []
        s = accept l
        assert row(c).state == 'connected' && row(l).object.pending == []
        assert row(c).peers*.number == [s.number] && row(s).peers*.number == [c.number]
        t = socket AF_INET, SOCK_STREAM
        bind t, '127.0.0.1:0'
        listen t
        k = socket AF_INET, SOCK_STREAM
        connect k, getsockname(t)
        x = accept t
        assert row(k).kind == 'inet stream' && row(k).peer == getsockname(t)
        assert row(x).peer == getsockname(k) && row(x).peers*.number == [k.number]
        send k, 'hello'
        eventually(timeout: 60.s) { row(x).object.received == 5 }
        u = socket AF_INET6, SOCK_DGRAM
        assert row(u).kind == 'inet6 dgram' && row(u).name == null && row(u).peer == null
        """);
  }

  @Test
  void tcpClientThatWaitsToBeAcceptedIsTheListeners(Shell shell) {
    for (String each :
        new String[] {"AF_INET, '127.0.0.1:0'", "AF_INET, '0.0.0.0:0'", "AF_INET6, '[::1]:0'"}) {
      String family = each.substring(0, each.indexOf(','));
      shell.run(
          """
          l = socket %s
          bind l, %s
          listen l, 5
          c = socket %1$s
          connect c, getsockname(l).replace('0.0.0.0', '127.0.0.1')
          eventually(timeout: 60.s) { row(l).state == 'listening  1 of 5 waiting' }
          assert row(c).state == 'connected, not yet accepted'
          assert row(l).object.pending == [row(c).object.inode]
          assert draw().toString() =~ /not yet accepted/
          a = accept l
          assert row(c).state == 'connected' && row(l).object.pending == []
          assert row(c).peers*.number == [a.number]
          d = socket %1$s
          connect d, getsockname(l).replace('0.0.0.0', '127.0.0.1')
          shutdown d, SHUT_WR
          eventually(timeout: 60.s) { row(l).object.pending == [row(d).object.inode] }
          """
              .formatted(family, each.substring(each.indexOf('\''))));
    }
  }

  @Test
  void locksAreSaidWithWhoMadeThem(Shell shell) {
    shell.run(
        """
        f = open "$dir/locked", O_CREAT | O_RDWR
        g = open "$dir/locked", O_RDWR
        assert inspect(f).locks == []
        flock f, LOCK_EX
        i = inspect f
        assert i.locks*.kind == ['FLOCK'] && i.locks*.access == ['WRITE'] && i.locks*.own == [true]
        assert i.locks*.pid == [getpid()]
        assert i.toString() =~ /(?m)^locked +exclusive flock  by this shell$/
        assert inspect(g).toString() =~ /(?m)^locked +exclusive flock  by this shell  through another open file description$/
        c = fork()
        c { h = open "$dir/locked", O_RDWR }
        p = c.start { flock h, LOCK_SH }
        eventually(timeout: 60.s) { inspect(f).locks.size() == 2 }
        assert inspect(f).toString() =~ /(?m)^locked +shared flock  by child $c.pid  waits$/
        close f // the child has the description still
        assert inspect(g).locks*.own == [false, false]
        kill c, SIGKILL
        waitpid c
        assert inspect(g).locks == []
        """);
  }

  @Test
  void offsetAndFlagsAreShared(Shell shell) {
    shell.run(
        """
        f = open "$dir/f", O_CREAT | O_RDWR
        write f, 'abcdef'
        g = dup f
        lseek g, 2
        h = open "$dir/f", O_WRONLY | O_APPEND | O_CLOEXEC
        assert row(f).offset == 2 && row(g).offset == 2 && row(h).offset == 0
        assert row(f).sharedWith*.number == [g.number] && row(h).sharedWith == []
        assert row(f).name == "$dir/f" && row(f).object.size == 6 && row(f).kind == 'file'
        assert row(f).flags == 'O_RDWR' && row(h).flags == 'O_WRONLY|O_APPEND'
        assert !row(f).cloexec && row(h).cloexec
        fcntl f, F_SETFL, O_NONBLOCK
        assert row(g).flags == 'O_RDWR|O_NONBLOCK'
        unlink "$dir/f"
        assert row(f).object.removed && row(f).name == "$dir/f"
        assert inspect(f).others*.flags == ['O_WRONLY|O_APPEND']
        """);
  }

  @Test
  void pipeReportsHowFullItIs(Shell shell) {
    shell.run(
        """
        (r, w) = pipe O_NONBLOCK
        write w, 'x' * 1000
        assert row(r).object.bytes == 1000 && row(w).object.capacity == 65536
        assert row(r).peer == "fd ${w.number}" && row(w).peers*.number == [r.number]
        assert row(r).flags == 'O_RDONLY|O_NONBLOCK' && row(r).offset == null
        close w
        assert row(r).peer == null
        mkfifo "$dir/fifo"
        f = open "$dir/fifo", O_RDWR
        write f, 'abc'
        assert row(f).kind == 'fifo' && row(f).name == "$dir/fifo" && row(f).object.bytes == 3
        """);
  }

  @Test
  void looksHoldNothingOpen(Shell shell) {
    shell.run(
        """
        (r, w) = pipe()
        (a, b) = socketpair()
        10.times { fds(); inspect w; fds(getpid()) }
        close w
        assert read(r, 10, timeout: 60.s).eof
        close b
        assert recv(a, 10, timeout: 60.s).eof
        """);
  }

  @Test
  void looksTakeNoNumber(Shell shell) {
    shell.run(
        """
        // a look that took numbers would do so each time; Java opens the file of a class once
        rounds = (1..5).collect {
          free = open '/dev/null'
          close free
          opened = bg { (1..300).collect { s = socket(); n = s.number; close s; n }.unique() }
          while (!opened.done) { fds(); inspect 0 }
          opened.get() == [free.number]
        }
        assert rounds.any()
        """);
  }

  @Test
  void memoryHasANameASizeAndSeals(Shell shell) {
    shell.run(
        """
        m = memfd_create 'mine', 2
        ftruncate m, 8192
        fcntl m, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW
        assert row(m).kind == 'memfd' && row(m).name == 'mine' && row(m).object.size == 8192
        assert row(m).object.seals == (F_SEAL_SHRINK | F_SEAL_GROW)
        assert row(m).state == '8192 bytes  F_SEAL_SHRINK|F_SEAL_GROW'
        name = "/ipcsh-test-fds-${getpid()}"
        s = shm_open name, O_CREAT | O_RDWR
        ftruncate s, 100
        assert row(s).kind == 'shm' && row(s).name == name && row(s).object.size == 100
        shm_unlink name
        assert row(s).object.removed
        """);
  }

  @Test
  void descriptorInFlightIsCounted(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair AF_UNIX, SOCK_DGRAM
        (r, w) = pipe()
        sendmsg a, 'x', fds: [r, w, r]
        assert row(b).object.inFlight == 3 && row(a).object.inFlight == 0
        assert row(b).state.endsWith('3 descriptors in flight')
        recvmsg b
        assert row(b).object.inFlight == 0
        """);
  }

  @Test
  void childHasTheSame(Shell shell) {
    shell.run(
        """
        f = open '/etc/passwd'
        (r, w) = pipe()
        c = fork()
        assert row(f).sharedWith*.pid == [c.pid] && row(f).sharedWith*.number == [f.number]
        assert row(w).peers*.pid.toSet() == [getpid(), c.pid].toSet()
        c { close f; close w }
        assert row(f).sharedWith == [] && row(r).peers*.pid == [getpid()]
        assert c { fds() }*.number == fds(c)*.number - [0, 1, 2]
        assert fds(c).find { it.number == r.number }.peer == "fd ${w.number} of this shell"
        assert c { fds().find { it.number == r.number }.pid } == c.pid
        """);
  }

  @Test
  void whoWaitsIsFound(Shell shell) {
    shell.run(
        """
        (r, w) = pipe()
        assert inspect(w).waiting == []
        p = bg { read r }
        eventually(timeout: 60.s) { inspect(w).waiting*.call == ['read'] && inspect(r).waiting*.fd == [r.number] }
        assert inspect(w).toString().contains("in read(${r.number}, ...)")
        write w, 'x'
        p.get()
        assert inspect(w).waiting == []
        """);
  }

  @Test
  void otherProgramsCanBeLookedAt(Shell shell) {
    shell.run(
        """
        (r, w) = pipe()
        p = spawn 'sleep', '100', fds: [5: w]
        rows = fds p
        assert rows*.number.contains(5) && rows.find { it.number == 5 }.sharedWith*.number == [w.number]
        assert fds(p.pid)*.number == rows*.number
        assert row(r).peers*.pid.toSet() == [getpid(), p.pid].toSet()
        assert row(r).peer.contains("fd 5 of sleep ${p.pid}")
        assert sameFile(w, rows.find { it.number == 5 })
        assert inspect(rows.find { it.number == 5 }).descriptor.pid == p.pid
        kill p, SIGKILL
        waitpid p
        fails(ESRCH) { fds p.pid }
        """);
  }

  @Test
  void rowIsTakenForItsDescriptor(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        write row(a), 'abc'
        assert row(b).recv().text == 'abc'
        assert poll([row(a)], POLLOUT).size() == 1
        fds().each { close it }
        assert fds().isEmpty()
        fails(EBADF) { inspect b }
        """);
  }

  @Test
  void tableIsAligned(Shell shell) {
    shell.run("(r, w) = pipe()\nf = open '/dev/null', O_RDWR | O_CLOEXEC");
    var lines = Rendering.of(shell.run("fds()")).lines().toList();
    assertThat(lines).hasSize(4);
    assertThat(lines.get(0)).matches(" *fd  var  kind    name .* state .* flags .* exec .* peer *");
    assertThat(lines.get(3)).contains("device  /dev/null ").contains("O_RDWR ").endsWith("closes");
    int peer = lines.get(0).indexOf("peer");
    assertThat(lines.get(1).substring(peer)).matches("fd \\d+ w");
    assertThat(lines.get(2).substring(peer)).matches("fd \\d+ r");
    String colored = Rendering.of(shell.run("fds()"), 0, true);
    assertThat(colored).contains("\u001b[0;2mpeer\u001b[0m\n");
    assertThat(colored.replaceAll("\u001b\\[[0-9;]*m", ""))
        .isEqualTo(Rendering.of(shell.run("fds()"), 0, false));
  }

  @Test
  void tableFitsTheTerminal(Shell shell) {
    shell.run(
        """
        name = "$dir/" + 'long' * 30
        f = open name, O_CREAT | O_RDWR | O_APPEND | O_NONBLOCK
        (a, b) = socketpair()
        c = fork()
        """);
    for (int columns : new int[] {80, 120}) {
      var lines = Rendering.of(shell.run("fds()"), columns, false).lines().toList();
      assertThat(lines).allMatch(line -> line.length() <= columns);
      assertThat(lines).anyMatch(line -> line.contains("file") && line.matches(".*/\\S*…\\S*g .*"));
      assertThat(String.join("\n", lines)).contains("unix stream", "connected", "O_RDWR");
    }
    assertThat(Rendering.of(shell.run("fds()"), 80, false))
        .containsPattern("\n +peer fd \\d+ b, fd \\d+ b of child")
        .containsPattern("\n +also fd \\d+ f of child");
    assertThat(Rendering.of(shell.run("fds()"))).contains("long".repeat(30)).doesNotContain("…");
  }

  @Test
  void oddNamesDoNotReachTheTerminal(Shell shell) {
    shell.run("f = open \"$dir/a\\n\\u001b[31mé日\", O_CREAT | O_RDWR");
    for (String text :
        new String[] {
          Rendering.of(shell.run("fds()")),
          Rendering.of(shell.run("inspect f")),
          Rendering.of(shell.run("row(f)"))
        }) {
      assertThat(text).contains("/a\\n\\u001b[31mé日").doesNotContain("\u001b");
    }
    assertThat(shell.run("row(f).name"))
        .isEqualTo(shell.run("\"$dir/a\\n\\u001b[31mé日\".toString()"));
  }

  @Test
  void whoHasMappedItIsReportedByName(Shell shell) {
    shell.run(
        """
        m = memfd_create 'mine'
        ftruncate m, 8192
        r = mmap 8192, fd: m
        c = fork()
        i = inspect m
        assert i.mapped*.pid as Set == [getpid(), c.pid] as Set && i.mapped*.length == [8192, 8192]
        assert i.toString().readLines().count { it.startsWith('mapped') } == 2
        assert i.waiting == []
        """);
  }

  @Test
  void jsonHasTheProperties(Shell shell) {
    String json = JsonRendering.of(shell.run("(r, w) = pipe()\nwrite w, 'xy'\nfds()"));
    assertThat(json)
        .startsWith("[{\"pid\":")
        .contains("\"kind\":\"pipe\"")
        .contains("\"bytes\":2,\"capacity\":65536");
    assertThat(JsonRendering.of(shell.run("inspect r"))).contains("\"others\":[{\"flags\"");
  }

  @Test
  void wrongQuestionsAreSaidSo(Shell shell) {
    assertThat(shell.complaint("fds 'nobody-is-called-so'"))
        .contains("fds: no shell is called 'nobody-is-called-so'");
    assertThat(shell.complaint("fds([])")).contains("expected a process").contains("given");
    assertThat(shell.complaint("fds(999999999)"))
        .contains("fds(999999999) = -1 ESRCH (No such process)");
  }
}
