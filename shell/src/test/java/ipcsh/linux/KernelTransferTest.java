package ipcsh.linux;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.kit.Tools;
import org.junit.jupiter.api.Test;

/** Several buffers, transfers inside the kernel, room in files. */
@OnShell
class KernelTransferTest {
  @Test
  void buffersAreFilledOneAfterTheOther(Shell shell) {
    shell.run(
        """
        (r, w) = pipe()
        assert writev(w, ['AB', '', hex('43'), 'DEF']) == 6
        pieces = readv r, [1, 0, 3, 10]
        assert pieces*.text == ['A', '', 'BCD', 'EF'] && !pieces.any { it.eof }
        write w, 'xy'
        (a, b) = readv r, [4, 4]
        assert a.text == 'xy' && b.size == 0 && !b.eof
        close w
        assert readv(r, [1, 1])*.eof == [true, true]
        fails(EINVAL) { readv r, [1] * 1025 }
        assert readv(r, [])*.text == []
        """);
    assertThat(shell.complaint("readv r, ['x']")).contains("expected sizes of 0 or more");
    assertThat(shell.complaint("writev r, [null]")).contains("expected data");
  }

  @Test
  void aVectorIsOneMessage(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair AF_UNIX, SOCK_SEQPACKET
        writev a, ['header', 'body']
        writev a, ['next']
        assert readv(b, [6, 100])*.text == ['header', 'body']
        assert readv(b, [2, 1])*.text == ['ne', 'x']
        fails(EAGAIN) { recv b, 1, MSG_DONTWAIT }
        """);
  }

  @Test
  void spliceMovesBetweenAPipeAndAnythingElse(Shell shell) {
    shell.run(
        """
        (r, w) = pipe()
        (a, b) = socketpair()
        f = open "$dir/f", O_CREAT | O_RDWR
        write w, 'to a file and a socket'
        assert splice(r, f, 9) == 9
        assert splice(r, a, 1000) == 13
        assert pread(f, 100, 0).text == 'to a file' && recv(b).text == ' and a socket'
        lseek f, 3
        assert splice(f, w, 100) == 6 && read(r).text == 'a file'
        // the end of the file
        assert splice(f, w, 100) == 0
        (r2, w2) = pipe()
        write w, 'pipe to pipe'
        assert splice(r, w2, 4) == 4 && read(r2).text == 'pipe' && read(r).text == ' to pipe'
        fails(EINVAL) { splice f, a, 1 }
        fails(EINVAL) { splice r, w, 1 }
        fails(EAGAIN) { splice r, w2, 1, SPLICE_F_NONBLOCK }
        fails(ETIMEDOUT) { splice r, w2, 1, timeout: 10.ms }
        close w
        assert splice(r, w2, 1) == 0
        """);
  }

  @Test
  void teeLeavesTheDataWhereTheyAre(Shell shell) {
    shell.run(
        """
        (r, w) = pipe()
        (r2, w2) = pipe()
        write w, 'twice'
        assert tee(r, w2, 3) == 3
        assert ioctl(r, FIONREAD) == 5 && read(r2).text == 'twi' && read(r).text == 'twice'
        (a, b) = socketpair()
        fails(EINVAL) { tee r, a, 1 }
        fails(EAGAIN) { tee r, w2, 1, SPLICE_F_NONBLOCK }
        """);
  }

  @Test
  void sendfileMovesTheOffsetUnlessOneIsGiven(Shell shell) {
    shell.run(
        """
        f = open "$dir/f", O_CREAT | O_RDWR
        write f, '0123456789'
        (a, b) = socketpair()
        assert sendfile(a, f, 3, offset: 5) == 3 && recv(b).text == '567'
        assert lseek(f, 0, SEEK_CUR) == 10
        lseek f, 8
        assert sendfile(a, f, 100) == 2 && recv(b).text == '89'
        assert lseek(f, 0, SEEK_CUR) == 10 && sendfile(a, f, 100) == 0
        fails(EINVAL) { sendfile a, b, 1 }
        fails(EBADF) { sendfile a, 99999, 1 }
        m = memfd_create 'm'
        assert sendfile(m, f, 4, offset: 0) == 4 && pread(m, 9, 0).text == '0123'
        """);
  }

  @Test
  void roomIsMadeAndFreed(Shell shell) {
    shell.run(
        """
        m = memfd_create 'room', MFD_ALLOW_SEALING
        fallocate m, 0, 8192
        assert fstat(m).size == 8192
        fallocate m, FALLOC_FL_KEEP_SIZE, 8192, 4096
        assert fstat(m).size == 8192
        pwrite m, 'x' * 8192, 0
        fallocate m, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0, 4096
        assert pread(m, 1, 4095).bytes == [0] as byte[] && pread(m, 1, 4096).text == 'x'
        assert lseek(m, 0, SEEK_DATA) == 4096
        posix_fallocate m, 0, 10000
        assert fstat(m).size == 10000
        fcntl m, F_ADD_SEALS, F_SEAL_GROW
        fails(EPERM) { fallocate m, 0, 20000 }
        fails(EINVAL) { fallocate m, 0, 0 }
        (r, w) = pipe()
        fails(ESPIPE) { fallocate w, 0, 1 }
        fails(ESPIPE) { posix_fallocate w, 0, 1 }
        """);
  }

  @Test
  void aPipeInPacketModeIsFullAfterItsPages(Shell shell) {
    shell.run(
        """
        (r, w) = pipe O_DIRECT | O_NONBLOCK
        pages = fcntl(w, F_GETPIPE_SZ).intdiv(4096)
        count = 0
        fails(EAGAIN) { while (true) count += write(w, 'x') }
        assert count == pages && pages == 16
        assert read(r).text == 'x'
        """);
  }

  @Test
  void aPipeIsNotMadeSmallerThanItsData(Shell shell) {
    shell.run(
        """
        (r, w) = pipe()
        assert fcntl(w, F_SETPIPE_SZ, 100000) == 131072
        write w, 'x' * 5000
        fails(EBUSY) { fcntl w, F_SETPIPE_SZ, 4096 }
        read r
        assert fcntl(w, F_SETPIPE_SZ, 4096) == 4096
        """);
  }

  @Test
  void aPipeOfAnotherUserHasALimit(Shell shell) {
    Tools.needs(shell.run("getuid()").equals(0), "only root can become somebody else");
    Tools.need("python3");
    shell.run(
        """
        most = new File('/proc/sys/fs/pipe-max-size').text.trim() as int
        p = spawn('python3', '-c', '''
        import errno, fcntl, os, sys
        os.setgid(65534); os.setuid(65534)
        r, w = os.pipe()
        try:
            print(fcntl.fcntl(w, 1031, int(sys.argv[1]) + 1))
        except OSError as e:
            print(errno.errorcode[e.errno])
        '''.stripIndent(), most)
        assert p.out.trim() == 'EPERM' : p.err.text
        """);
  }

  @Test
  void aMemoryObjectThatMayNotRunKeepsItsMode(Shell shell) {
    shell.run(
        """
        noExec = 8
        try {
          m = memfd_create 'm', noExec
          assert fstat(m).mode == 0666
          fails(EPERM) { fchmod m, 0777 }
          assert fchmod(m, 0600) == 0
        } catch (SysException e) {
          // MFD_NOEXEC_SEAL came with Linux 6.3
          assert e.errno == EINVAL
        }
        """);
  }

  @Test
  void inAChildAndAThread(Shell shell) {
    shell.run(
        """
        (r, w) = pipe()
        (r2, w2) = pipe()
        c = fork()
        t = thread 't'
        t { write w, 'through a child' }
        assert c { splice r, w2, 100 } == 15
        assert t { readv(r2, [7, 100])*.text } == ['through', ' a child']
        moving = c.start { splice r, w2, 100 }
        eventually(timeout: 60.s) { moving.call?.contains('splice') }
        write w, 'later'
        assert moving.get(60.s) == 5
        """);
  }

  @Test
  void sequenceKnowsWhatMovesInTheKernel(Shell shell) {
    shell.run(
        """
        (r, w) = pipe()
        (r2, w2) = pipe()
        chart = sequence {
          write w, 'abc'
          tee r, w2, 3
          splice r, w2, 3
          readv r2, [3, 3]
        }
        all = chart.sketch.model().exchanges
        """);
    assertThat(shell.run("all.collect { \"$it.call $it.with\" }.join(', ')").toString())
        .isEqualTo("write [3], tee [4], splice [4], splice [0], readv [1, 2]");
    assertThat(shell.run("chart.text(80, false)").toString()).contains("splice 3 bytes");
  }

  @Test
  void explainShowsTheC(Shell shell) {
    String told =
        String.valueOf(
            shell.run(
                """
                (r, w) = pipe()
                (r2, w2) = pipe()
                explain { writev w, ['a', 'bc']; splice r, w2, 1, SPLICE_F_NONBLOCK }
                """));
    assertThat(told).contains("writev(").contains("splice(");
  }
}
