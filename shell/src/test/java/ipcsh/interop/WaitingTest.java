package ipcsh.interop;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.kit.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** select and epoll on what programs in C and Python write, and theirs on what we write. */
@OnShell
class WaitingTest {
  @Test
  void epollAndSelectOnWhatPythonWrites(Shell shell) {
    Tools.need("python3");
    shell.run(
        """
        (r, w) = pipe()
        (a, b) = socketpair()
        p = spawn 'python3', '-c', '''
        import os, socket
        s = socket.socket(fileno=4)
        assert s.recv(10) == b'go'
        os.write(3, b'one')
        assert s.recv(10) == b'on'
        s.send(b'two')
        s.recv(10)
        ''', fds: [3: w, 4: b]
        close w
        close b
        ep = epoll_create1()
        epoll_ctl ep, EPOLL_CTL_ADD, r
        epoll_ctl ep, EPOLL_CTL_ADD, a, EPOLLIN | EPOLLRDHUP
        assert epoll_wait(ep, timeout: 0).empty && select(read: [a, r], timeout: 0).read.empty
        send a, 'go'
        assert epoll_wait(ep, timeout: 60.s) == [[data: r, events: EPOLLIN]]
        assert select(read: [a, r], timeout: 60.s).read == [r] && read(r).text == 'one'
        send a, 'on'
        assert select(read: [a, r], timeout: 60.s).read == [a] && recv(a).text == 'two'
        send a, 'end'
        assert p.wait(60.s).exit == 0 : p.err.text
        assert epoll_wait(ep).find { it.data == a }.events == (EPOLLIN | EPOLLHUP | EPOLLRDHUP)
        assert epoll_wait(ep).find { it.data == r }.events == EPOLLHUP
        """);
  }

  @Test
  void pythonsSelectAndEpollOnOursAndOurInstanceInPython(Shell shell) {
    Tools.need("python3");
    shell.run(
        """
        (r, w) = pipe()
        (a, b) = socketpair()
        ep = epoll_create1()
        epoll_ctl ep, EPOLL_CTL_ADD, r, EPOLLIN, 4711
        p = spawn 'python3', '-c', '''
        import os, select
        def say(what): print(what, flush=True)
        own = select.epoll()
        own.register(3, select.EPOLLIN)
        own.register(4, select.EPOLLIN | select.EPOLLOUT)
        say(sorted(own.poll()))
        assert own.poll(60) and select.select([3, 4], [], [], 60)[0] == [3]
        ours = select.epoll.fromfd(5)
        say(ours.poll(60))
        os.read(3, 10)
        say(ours.poll(0))
        ours.register(4, select.EPOLLOUT)
        say(ours.poll(60))
        ''', fds: [3: r, 4: b, 5: ep]
        assert p.out.readLine(60) == '[(4, 4)]'
        write w, 'x'
        assert p.out.readLine(60) == '[(4711, 1)]'
        assert p.out.readLine(60) == '[]'
        assert p.out.readLine(60) == '[(4, 4)]'
        assert p.wait(60.s).exit == 0 : p.err.text
        // what it has added, under its number, stays as long as we have the socket
        assert epoll_wait(ep, timeout: 0)*.events == [EPOLLOUT]
        """);
  }

  @Test
  void oursAndAProgramsInC(Shell shell) throws IOException {
    Path source =
        Files.writeString(
            shell.directory().resolve("waits.c"),
            """
            #include <stdio.h>
            #include <string.h>
            #include <sys/epoll.h>
            #include <unistd.h>

            /* 3: a pipe to read from, 4: one to write to, 5: the shell's epoll, which watches 3 */
            int main(void) {
              struct epoll_event events[8], out = { EPOLLOUT | EPOLLET, { .fd = 4 } };
              int own = epoll_create1(0);
              if (epoll_ctl(own, EPOLL_CTL_ADD, 4, &out) != 0 || epoll_wait(own, events, 8, -1) != 1)
                return 1;
              if (epoll_wait(own, events, 8, 0) != 0 || events[0].data.fd != 4)
                return 2;
              if (write(4, "ready", 5) != 5)
                return 3;
              if (epoll_wait(5, events, 8, 60000) != 1 || events[0].data.u64 != 1ULL << 40)
                return 4;
              char data[10];
              if (read(3, data, 10) != 4 || memcmp(data, "ours", 4) != 0)
                return 5;
              return epoll_ctl(5, EPOLL_CTL_ADD, own, &(struct epoll_event) { EPOLLIN, { .fd = own } });
            }
            """);
    Path program = Tools.compile(shell.directory(), source, "waits");
    shell.session().names().setVariable("program", program.toString());
    shell.run(
        """
        (r, w) = pipe()
        (back, its) = pipe()
        ep = epoll_create1()
        epoll_ctl ep, EPOLL_CTL_ADD, r, EPOLLIN, 1L << 40
        p = spawn program, fds: [3: r, 4: its, 5: ep]
        close its
        assert select(read: [back], timeout: 60.s).read == [back] && read(back).text == 'ready'
        write w, 'ours'
        assert p.wait(60.s).exit == 0
        write w, 'x'
        assert epoll_wait(ep)[0].data == 1L << 40
        """);
  }
}
