package ipcsh.linux;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The size shown for a queue is that of the data, or is called memory. */
@OnShell
class CountsTest {
  @BeforeEach
  void shorter(Shell shell) {
    shell.run(
        """
        row = { fd -> fds().find { it.number == fd.number } }
        says = { fd, text ->
          last = null
          eventually(timeout: 60.s) { (last = row(fd).state) == text }
          true
        }
        tcp = { address ->
          l = socket(address.startsWith('[') ? AF_INET6 : AF_INET)
          bind l, address
          listen l, 2
          c = socket(address.startsWith('[') ? AF_INET6 : AF_INET)
          connect c, getsockname(l)
          [l, c, accept(l)]
        }
        """);
  }

  @Test
  void streamCountsAllBytes(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        send a, 'x'; send a, 'yz'
        assert row(b).state == 'connected  3 bytes to receive' && row(b).object.received == 3
        assert row(a).state == 'connected' && row(a).object.sent == null
        assert ioctl(b, FIONREAD) == 3
        recv b, 2
        assert row(b).state == 'connected  1 byte to receive'
        """);
  }

  @Test
  void datagramsAreTakenOneByOne(Shell shell) {
    shell.run(
        """
        s = socket AF_UNIX, SOCK_DGRAM
        bind s, '@counts'
        assert row(s).state == ''
        c = socket AF_UNIX, SOCK_DGRAM
        sendto c, 'abc', '@counts'
        10.times { sendto c, 'longer', '@counts' }
        assert row(s).state == 'next datagram 3 bytes'
        assert row(s).object.next == 3 && row(s).object.received == null
        assert row(s).object.full == null // eleven are all there may be, of whatever length
        recv s
        assert row(s).state == 'next datagram 6 bytes'
        10.times { recv s }
        assert row(s).state == ''
        sendto c, '', '@counts'
        assert row(s).state == 'next datagram 0 bytes' && row(s).object.next == 0
        """);
  }

  @Test
  void pairOfDatagramSocketsIsFullByMemory(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair AF_UNIX, SOCK_DGRAM
        try { while (true) send a, 'x', MSG_DONTWAIT } catch (e) { assert e.errno == EAGAIN }
        assert row(b).state == 'connected  next datagram 1 byte' && row(b).object.full > 0.9
        shutdown b, SHUT_RD
        assert row(b).state == 'connected  next datagram 1 byte'
        """);
  }

  @Test
  void recordsCountTogetherAndAnEmptyOneIsSaid(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair AF_UNIX, SOCK_SEQPACKET
        send a, ''
        assert row(b).state == 'connected  an empty record to receive'
        send a, 'abc'
        assert row(b).state == 'connected  3 bytes to receive'
        recv b; recv b
        assert row(b).state == 'connected'
        close a
        assert row(b).state == 'connected' || row(b).state == ''
        """);
  }

  @Test
  void udpIsOneDatagramAndMemory(Shell shell) {
    for (String[] each : new String[][] {{"AF_INET", "127.0.0.1"}, {"AF_INET6", "[::1]"}}) {
      shell.run(
          """
          u = socket %s, SOCK_DGRAM
          bind u, '%s:0'
          assert row(u).state == ''
          v = socket %1$s, SOCK_DGRAM
          sendto v, 'x', getsockname(u)
          eventually(timeout: 60.s) { row(u).object.next == 1 }
          one = row(u).object.memory
          assert row(u).state == "next datagram 1 byte  $one bytes of memory to receive"
          sendto v, 'xyz', getsockname(u)
          eventually(timeout: 60.s) { row(u).object.memory == 2 * one }
          assert row(u).object.next == 1 && row(u).object.received == null
          recv u; recv u
          assert row(u).state == ''
          sendto v, '', getsockname(u)
          eventually(timeout: 60.s) { row(u).state.startsWith('next datagram 0 bytes  ') }
          """
              .formatted(each[0], each[1]));
    }
  }

  @Test
  void finAndSynAreNoBytes(Shell shell) {
    for (String address : new String[] {"127.0.0.1:0", "[::1]:0"}) {
      shell.run(
          """
          (l, c, a) = tcp('%s')
          assert row(l).state == 'listening  0 of 2 waiting'
          send c, 'abc'
          assert says(a, 'connected  3 bytes to receive')
          assert says(c, 'connected')
          shutdown c, SHUT_WR
          assert says(a, 'close-wait  3 bytes to receive')
          assert says(c, 'fin-wait-2')
          assert ioctl(a, FIONREAD) == 3
          recv a
          assert says(a, 'close-wait')
          assert recv(a).eof
          assert says(a, 'close-wait')
          send a, 'xy'
          assert says(c, 'fin-wait-2  2 bytes to receive')
          close a
          // nobody but the socket itself tells of it any more
          assert says(c, '2 bytes to receive')
          """
              .formatted(address));
    }
  }

  @Test
  void whatTheOtherSideHasNoRoomForIsNotAcknowledged(Shell shell) {
    shell.run(
        """
        (l, c, a) = tcp('127.0.0.1:0')
        sent = 0
        try {
          while (true) sent += send(c, 'x' * 65536, MSG_DONTWAIT)
        } catch (e) { assert e.errno == EAGAIN }
        all = { state ->
          eventually(timeout: 60.s) {
            both = fds() // one look
            got = both.find { it.number == a.number }.object.received
            from = both.find { it.number == c.number }
            left = from.object.sent
            got + left == sent && got > 0 && left > 0 &&
              from.state == "$state  $left bytes not acknowledged"
          }
        }
        all 'connected'
        shutdown c, SHUT_WR
        all 'fin-wait-1'
        shutdown a, SHUT_WR
        all 'closing'
        """);
  }

  @Test
  void finOfBothIsNoByteEither(Shell shell) {
    shell.run(
        """
        (l, c, a) = tcp('127.0.0.1:0')
        sent = 0
        try {
          while (true) sent += send(a, 'x' * 65536, MSG_DONTWAIT)
        } catch (e) { assert e.errno == EAGAIN }
        shutdown c, SHUT_WR
        eventually(timeout: 60.s) { row(a).state.startsWith('close-wait') }
        shutdown a, SHUT_WR
        eventually(timeout: 60.s) {
          both = fds()
          from = both.find { it.number == a.number }
          from.object.sent + both.find { it.number == c.number }.object.received == sent &&
            from.state == "last-ack  $from.object.sent bytes not acknowledged"
        }
        """);
  }

  @Test
  void moreMayWaitThanTheBacklogSays(Shell shell) {
    shell.run(
        """
        l = socket()
        bind l, '@counts-listener'
        listen l, 1
        c = (1..2).collect { s = socket(); connect s, '@counts-listener'; s }
        assert row(l).state == 'listening  2 waiting, backlog 1'
        close c[0]
        accept l
        assert row(l).state == 'listening  1 of 1 waiting'
        (t, x, y) = tcp('127.0.0.1:0')
        more = (1..3).collect { s = socket AF_INET; connect s, getsockname(t); s }
        assert says(t, 'listening  3 waiting, backlog 2')
        z = socket AF_INET, SOCK_STREAM | SOCK_NONBLOCK
        fails(EINPROGRESS) { connect z, getsockname(t) }
        assert says(z, 'syn-sent') && row(z).object.sent == 0
        """);
  }

  @Test
  void urgentByteIsNotAmongTheOthers(Shell shell) {
    shell.run(
        """
        (l, c, a) = tcp('127.0.0.1:0')
        send c, 'abc'
        send c, '!', MSG_OOB
        send c, 'def'
        assert says(a, 'connected  6 bytes to receive')
        recv a, 3
        assert says(a, 'connected  3 bytes to receive')
        (p, q) = socketpair()
        send p, 'abc!', MSG_OOB
        assert row(q).state == 'connected  4 bytes to receive'
        recv q, 1, MSG_OOB
        assert row(q).state == 'connected  3 bytes to receive'
        """);
  }

  @Test
  void packetsOfAPipeHaveAPageEach(Shell shell) {
    shell.run(
        """
        (r, w) = pipe O_DIRECT | O_NONBLOCK
        assert row(r).state == '0 of 16 packets'
        write w, 'abc'
        assert row(r).state == '3 bytes in at most 16 packets'
        assert row(w).state == row(r).state && row(r).object.bytes == ioctl(r, FIONREAD)
        n = 1
        try { while (true) { write w, 'x'; n++ } } catch (e) { assert e.errno == EAGAIN }
        assert n == 16
        assert row(r).state == '18 bytes in at most 16 packets  full' && row(r).object.full
        read r
        assert row(r).state == '15 bytes in at most 16 packets'
        """);
  }

  @Test
  void pipeCanBeFullBeforeItsBytesAre(Shell shell) {
    shell.run(
        """
        (r, w) = pipe O_NONBLOCK
        write w, 'x' * 65536
        assert row(r).state == '65536 of 65536 bytes' && row(r).object.full
        read r, 1 // a page is free when all of it is read
        fails(EAGAIN) { write w, 'x' }
        assert row(r).state == '65535 of 65536 bytes  full'
        read r, 4095
        assert row(r).state == '61440 of 65536 bytes' && !row(r).object.full
        """);
  }

  @Test
  void netlinkReportsMemory(Shell shell) {
    shell.run(
        """
        n = socket 16, SOCK_RAW, 0
        // NLM_F_REQUEST | NLM_F_ACK: a request for what nobody knows is answered by an error
        send n, pack('<IHHII', 16, 99, 5, 7, 0)
        assert row(n).state ==~ /\\d+ bytes of memory to receive/
        recv n
        assert row(n).state == ''
        """);
  }
}
