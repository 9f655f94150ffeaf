package ipcsh.interop;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.kit.Tools;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Descriptors passed to and from Python, with its socket module and with multiprocessing. */
@OnShell
class PassingInPythonTest {
  /** Starts a text as a Python program, which has a socket to us as descriptor 3. */
  private static final String START =
      """
      python = { code, type = SOCK_STREAM ->
        (s, its) = socketpair AF_UNIX, type
        p = spawn('python3', '-c', code, fds: [3: its], env: [TMPDIR: dir])
        close its
        p
      }
      ended = { assert p.wait(60.s).exit == 0 : p.err.text }
      """;

  @BeforeEach
  void start(Shell shell) {
    Tools.need("python3");
    shell.run(START);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SOCK_STREAM", "SOCK_DGRAM", "SOCK_SEQPACKET"})
  void sendFdsAndRecvFds(String type, Shell shell) {
    shell.run(
        """
        python '''
        import os, socket
        s = socket.socket(fileno=3)
        data, fds, flags, address = socket.recv_fds(s, 100, 5)
        r, w = fds
        assert data == b'two' and os.read(r, 10) == b'ours', (data, fds)
        os.write(w, b'from Python')
        r, w = os.pipe()
        f = os.open('/etc/passwd', os.O_RDONLY)
        os.lseek(f, 7, os.SEEK_SET)
        socket.send_fds(s, [b'three'], [r, w, f])
        os.close(w)
        assert os.read(r, 10) == b'shell'
        ''', %s
        (r, w) = pipe()
        (r2, w2) = pipe()
        write w, 'ours'
        sendfd s, [r, w2], 'two'
        close w2
        assert read(r2).text == 'from Python'
        m = recvmsg s
        assert m.text == 'three' && m.fds.size() == 3 && m.fds[2].toString().endsWith('at 7')
        write m.fds[1], 'shell'
        ended()
        assert read(r2).eof
        """
            .formatted(type));
  }

  /** As in the manual of Python's socket module. */
  @Test
  void arraysAsAncillaryData(Shell shell) {
    shell.run(
        """
        python '''
        import array, os, socket
        def send_fds(sock, msg, fds):
            return sock.sendmsg([msg], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", fds))])
        def recv_fds(sock, msglen, maxfds):
            fds = array.array("i")
            msg, ancdata, flags, addr = sock.recvmsg(msglen, socket.CMSG_LEN(maxfds * fds.itemsize))
            for level, type, data in ancdata:
                if level == socket.SOL_SOCKET and type == socket.SCM_RIGHTS:
                    fds.frombytes(data[:len(data) - (len(data) % fds.itemsize)])
            return msg, list(fds), flags
        s = socket.socket(fileno=3)
        send_fds(s, b'x', [1])                      # its standard output
        msg, fds, flags = recv_fds(s, 20, 1)        # with room for one
        assert msg == b'two' and len(fds) == 1 and flags & socket.MSG_CTRUNC, (msg, fds, flags)
        os.write(fds[0], b'from Python')
        '''
        out = recvfd s
        write out, 'from us\\n'
        (r, w) = pipe()
        sendfd s, [w, w], 'two'
        close w
        assert read(r).text == 'from Python' && read(r).eof
        close out
        ended()
        assert p.out.text == 'from us\\n'
        """);
  }

  /**
   * multiprocessing counts the descriptors in the byte of data; on macOS it expects an A in return.
   */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void handlesOfMultiprocessing(boolean acknowledge, Shell shell) {
    shell.session().names().setVariable("acknowledge", acknowledge);
    shell.run(
        """
        python \"""
        import os
        from multiprocessing import reduction
        from multiprocessing.connection import Connection
        reduction.ACKNOWLEDGE = ${acknowledge ? 'True' : 'False'}
        c = Connection(3)
        w = reduction.recv_handle(c)
        os.write(w, b'from Python')
        r, w = os.pipe()
        reduction.send_handle(c, w, None)
        os.close(w)
        assert os.read(r, 10) == b'shell'
        \"""
        (r, w) = pipe()
        sendfd s, w, [1]
        if (acknowledge) assert recv(s, 1).text == 'A'
        assert read(r, 20).text == 'from Python'
        m = recvmsg s, 1
        assert m.bytes == [1] as byte[] && m.fds.size() == 1
        if (acknowledge) send s, 'A'
        write m.fds[0], 'shell'
        ended()
        """);
  }

  /** A DupFd is a name and a key, with which the descriptor is fetched from its owner. */
  private static final String CONNECTIONS =
      """
      frame = { s, data -> byte[] bytes = data; send s, pack('>i', bytes.length); send s, bytes }
      exactly = { s, n ->
        def data = []
        while (data.size() < n) { def m = recv s, n - data.size(); assert !m.eof; data.addAll m.bytes.toList() }
        data as byte[]
      }
      unframe = { s -> exactly s, unpack('>i', exactly(s, 4))[0] }
      mac = { key, message ->
        def hmac = javax.crypto.Mac.getInstance 'HmacMD5'
        hmac.init new javax.crypto.spec.SecretKeySpec(key, 'HmacMD5')
        hmac.doFinal message
      }
      (challenge, welcome) = ['#CHALLENGE#', '#WELCOME#']
      challenges = { s, key ->
        byte[] random = 'twenty bytes by luck'.bytes
        frame s, (challenge.bytes.toList() + random.toList()) as byte[]
        assert unframe(s) == mac(key, random)
        frame s, welcome.bytes
      }
      isChallenged = { s, key ->
        def data = unframe s
        frame s, mac(key, data.toList().drop(challenge.size()) as byte[])
        assert new String(unframe(s)) == welcome
      }
      """;

  @Test
  void weFetchADuplicateAndAConnection(Shell shell) {
    shell.run(
        CONNECTIONS
            + """
            python '''
            import os
            from multiprocessing import current_process, reduction, Pipe
            from multiprocessing.connection import Connection, reduce_connection
            r, w = os.pipe()
            pipe = reduction.DupFd(w)                  # serves it in a thread
            ours, theirs = Pipe()
            rebuild, (connection, readable, writable) = reduce_connection(theirs)
            theirs.close()
            os.close(w)
            for d in pipe, connection:
                print(*d._id, flush=True)
            print(current_process().authkey.hex(), flush=True)
            assert os.read(r, 20) == b'from the shell'
            assert ours.recv_bytes() == b'hello, Connection'
            ours.send_bytes(b'hello, shell')
            '''
            ids = (1..2).collect { p.out.readLine(60).split(' ').toList() }
            key = hex p.out.readLine(60)
            (w, connection) = ids.collect { name, id ->
              def c = socket()
              connect c, name
              isChallenged c, key
              challenges c, key
              // (id, pid) as a pickle: two integers make a tuple
              frame c, pack('<2Bsisi2B', 0x80, 2, 'J', id as int, 'J', getpid(), 0x86, 0x2e)
              def m = recvmsg c, 1
              close c
              assert m.bytes == [1] as byte[] && m.fds.size() == 1
              m.fds[0]
            }
            write w, 'from the shell'
            frame connection, 'hello, Connection'.bytes
            assert new String(unframe(connection)) == 'hello, shell'
            ended()
            """);
  }

  @Test
  void pythonFetchesADuplicateAndAConnectionOfOurs(Shell shell) {
    shell.run(
        CONNECTIONS
            + """
            l = socket()
            bind l, "$dir/sharer"
            listen l
            python \"""
            import os
            from multiprocessing import current_process
            from multiprocessing.connection import rebuild_connection
            from multiprocessing.resource_sharer import DupFd
            current_process().authkey = b'secret'
            def duplicate(id):
                it = DupFd.__new__(DupFd)
                it._id = ('$dir/sharer', id)
                return it
            w = duplicate(1).detach()
            os.write(w, b'from Python')
            c = rebuild_connection(duplicate(2), True, True)
            assert c.recv() == 'a word'
            c.send([1, 'two'])
            \"""
            (r, w) = pipe()
            (mine, its) = socketpair()
            for (fd in [w, its]) {
              c = accept l
              challenges c, 'secret'.bytes
              isChallenged c, 'secret'.bytes
              assert unframe(c)[0] == (byte) 0x80
              sendfd c, fd, [1]
              close c
              close fd
            }
            assert read(r, 20).text == 'from Python'
            frame mine, pack('<2BsI6sB', 0x80, 2, 'X', 6, 'a word', 0x2e)
            assert new String(unframe(mine), 'latin1').contains('two')
            ended()
            """);
  }
}
