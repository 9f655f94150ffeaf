package ipcsh.linux;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import org.junit.jupiter.api.Test;

/** How much queues hold, and what the limits are: of the system, as it says them. */
@OnShell
class QueueLimitTest {
  /** How often something can be done until it would block. */
  private static final String COUNT =
      """
      count = { block -> int n = 0; try { while (true) { block(n); n++ } } catch (SysException e) { assert e.errno == EAGAIN }; n }
      """;

  @Test
  void namesThatTheKernelChooses(Shell shell) {
    shell.run(
        """
        s = socket AF_UNIX, SOCK_DGRAM
        bind s
        assert getsockname(s) ==~ /@[0-9a-f]{5}/
        assert getsockopt(socket(AF_UNIX, SOCK_RAW), SOL_SOCKET, SO_TYPE) == SOCK_DGRAM
        fails(ESOCKTNOSUPPORT) { socket AF_UNIX, SOCK_RDM }
        """);
  }

  @Test
  void socketConnectedToAThirdReceivesFromNoOther(Shell shell) {
    shell.run(
        """
        names = (1..3).collect { "@ipcsh-third-${System.nanoTime()}-$it" }
        (a, b, c) = names.collect { def s = socket(AF_UNIX, SOCK_DGRAM); bind s, it; s }
        connect a, names[1]
        fails(EPERM) { sendto c, 'x', names[0] }
        fails(EPERM) { connect c, names[0] }
        """);
  }

  @Test
  void listenerOfTcpLeavesTheNextInSynSent(Shell shell) {
    shell.run(
        """
        l = socket AF_INET
        bind l, '127.0.0.1:0'
        listen l, 2
        qs = (1..4).collect { def q = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK); fails(EINPROGRESS) { connect q, getsockname(l) }; q }
        // TCP_ESTABLISHED is 1, TCP_SYN_SENT 2
        eventually(timeout: 60.s) { qs.collect { getsockopt(it, SOL_TCP, TCP_INFO).tcpi_state } == [1, 1, 1, 2] }
        info = getsockopt l, SOL_TCP, TCP_INFO
        assert info.tcpi_unacked == 3 && info.sacked == 2
        """);
  }

  @Test
  void datagramsOfAllSendersTogether(Shell shell) {
    shell.run(
        COUNT
            + """
            name = "@ipcsh-many-${System.nanoTime()}"
            r = socket AF_UNIX, SOCK_DGRAM
            bind r, name
            senders = (1..3).collect { socket AF_UNIX, SOCK_DGRAM }
            most = new File('/proc/sys/net/unix/max_dgram_qlen').text.trim() as int
            assert count { sendto senders[it % 3], 'x', MSG_DONTWAIT, name } == most + 1
            """);
  }

  @Test
  void datagramsOfOneByteCountMuchMore(Shell shell) {
    shell.run(
        COUNT
            + """
            (a, b) = socketpair AF_UNIX, SOCK_DGRAM
            size = getsockopt a, SOL_SOCKET, SO_SNDBUF
            n = count { send a, 'x', MSG_DONTWAIT }
            // 768 bytes each
            assert n > size / 1024 && n < size / 512
            if (size == 212992) assert n == 278
            u = socket AF_INET, SOCK_DGRAM
            bind u, '127.0.0.1:0'
            v = socket AF_INET, SOCK_DGRAM
            500.times { sendto v, 'x', getsockname(u) }
            n = count { recv u, 1, MSG_DONTWAIT }
            if (getsockopt(u, SOL_SOCKET, SO_RCVBUF) == 212992) assert n == 256
            """);
  }

  @Test
  void largestDatagramAndSmallestBuffers(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair AF_UNIX, SOCK_DGRAM
        most = getsockopt(a, SOL_SOCKET, SO_SNDBUF) - 32
        assert send(a, 'x' * most) == most
        recv b, 1
        fails(EMSGSIZE) { send a, 'x' * (most + 1) }
        setsockopt a, SOL_SOCKET, SO_RCVBUF, 1
        setsockopt a, SOL_SOCKET, SO_SNDBUF, 1
        assert getsockopt(a, SOL_SOCKET, SO_RCVBUF) == 2304
        assert getsockopt(a, SOL_SOCKET, SO_SNDBUF) == 4608
        // the receiver's size does not matter here
        setsockopt b, SOL_SOCKET, SO_SNDBUF, 100000
        assert send(b, 'x' * 50000, MSG_DONTWAIT) == 50000
        """);
  }

  @Test
  void pipeOfPacketsAndOfLessRoom(Shell shell) {
    shell.run(
        COUNT
            + """
            (r, w) = pipe(O_DIRECT | O_NONBLOCK)
            assert count { write w, 'x' } == 16
            (r, w) = pipe()
            write w, 'x' * 10000
            fails(EBUSY) { fcntl w, F_SETPIPE_SZ, 4096 }
            if (getuid() != 0) {
              most = new File('/proc/sys/fs/pipe-max-size').text.trim() as int
              fails(EPERM) { fcntl w, F_SETPIPE_SZ, most * 2 }
            }
            """);
  }

  @Test
  void tcpClosedWithUnreadDataResetsOnce(Shell shell) {
    shell.run(
        """
        l = socket AF_INET
        bind l, '127.0.0.1:0'
        listen l
        c = socket AF_INET
        connect c, getsockname(l)
        s = accept l
        send c, 'unread'
        poll([s], POLLIN, timeout: 60.s)
        close s
        poll([c], POLLIN, timeout: 60.s)
        fails(ECONNRESET) { recv c, 1 }
        assert recv(c, 1).eof
        fails(EPIPE) { send c, 'x' }
        """);
  }

  @Test
  void onesOwnEndAndAnEmptyRecord(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        shutdown a, SHUT_WR
        fails(EPIPE) { send a, 'x' }
        (c, d) = socketpair AF_UNIX, SOCK_SEQPACKET
        send c, ''
        assert poll([d], POLLIN | POLLRDHUP, timeout: 0).values()[0] == POLLIN
        assert recv(d).size == 0
        close c
        assert poll([d], POLLIN | POLLRDHUP, timeout: 0).values()[0] == (POLLIN | POLLHUP | POLLRDHUP)
        """);
  }

  @Test
  void moreInFlightThanTheLimitIsTooMany(Shell shell) {
    shell.run(
        """
        if (getuid() != 0 || !new File('/usr/bin/python3').canExecute()) return
        p = spawn('/usr/bin/python3', '-c', '''
        import resource, socket, os, sys
        resource.setrlimit(resource.RLIMIT_NOFILE, (32, 32))
        a, b = socket.socketpair()
        try:
            for i in range(10): socket.send_fds(a, [b"x"], [0] * 10)
        except OSError as e: print(e.errno)
        '''.stripIndent(), user: 'nobody')
        assert p.out.trim() == '109' : p.err.text
        """);
  }
}
