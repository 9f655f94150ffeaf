package ipcsh.interop;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.kit.Tools;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The open server of Stevens' textbook: it opens files for clients and passes the descriptors. */
@OnShell
class OpenServerTest {
  @TempDir static Path programs;
  private static Path server;
  private static Path client;

  /**
   * A file, an invalid name, and csopen of the textbook: text is sent, then a zero byte and a
   * status, which is 0 if there is a descriptor.
   */
  private static final String BOTH =
      """
      new File("$dir/f").text = 'from the file'
      csopen = { s, request ->
        send s, request
        text = ''
        while (true) {
          m = recvmsg s
          assert !m.eof
          text += m.text
          if (text.contains('\\0')) break
        }
        (said, status) = [text.take(text.size() - 2), (int) text[-1]]
        assert text[-2] == '\\0' && (status == 0) == (m.fds.size() == 1)
        status == 0 ? m.fds[0] : [said, status]
      }
      """;

  @BeforeAll
  static void compile() {
    server = Tools.compile(programs, "open_server.c");
    client = Tools.compile(programs, "open_client.c");
  }

  @BeforeEach
  void names(Shell shell) {
    shell.session().names().setVariable("server", server.toString());
    shell.session().names().setVariable("client", client.toString());
    shell.run(BOTH);
  }

  @Test
  void weAreTheParentOfTheServer(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        p = spawn(server, fds: [0: b, 1: b])
        close b
        f = csopen a, "open $dir/f $O_RDWR\\0"
        assert f.toString() =~ /file .*\\/f  O_RDWR  at 0/
        assert read(f).text == 'from the file'
        assert csopen(a, "open $dir/nosuch $O_RDONLY\\0") ==
            ["can't open $dir/nosuch: No such file or directory\\n", ENOENT.number]
        assert csopen(a, 'rm -rf\\0') == ['invalid request: rm -rf\\n', 2]
        assert csopen(a, 'open') == ['request not null terminated: open\\n', 1]
        g = csopen a, "open $dir/f $O_RDONLY\\0"
        assert lseek(g, 0, SEEK_CUR) == 0
        close a
        assert p.wait(60.s).exit == 0 : p.err.text
        """);
  }

  @Test
  void weAreAClientThatShowsWhoItIsByItsName(Shell shell) {
    shell.run(
        """
        p = spawn(server, "$dir/opend", '3')
        assert p.out.readLine() == 'listening'
        clients = (1..3).collect {
          c = socket()
          bind c, "$dir/client.$it"
          // the book's server wants a name that is its owner's alone
          assert spawn('chmod', it == 1 ? '0755' : '0700', "$dir/client.$it").wait().exit == 0
          connect c, "$dir/opend"
          c
        }
        assert recv(clients[0]).eof
        for (c in clients[1..2]) {
          assert read(csopen(c, "open $dir/f $O_RDONLY\\0")).text == 'from the file'
          assert csopen(c, "open $dir/ $O_WRONLY\\0")[1] == EISDIR.number
          close c
        }
        assert p.wait(60.s).exit == 0 : p.err.text
        assert p.err == "refused '$dir/client.1'\\n"
        assert p.out.lines.tail() == ["client of user ${getuid()}"] * 2
        """);
  }

  @Test
  void weAreTheServer(Shell shell) {
    shell.run(
        """
        l = socket()
        bind l, "$dir/opend"
        listen l
        new File("$dir/g").text = ', and from another'
        p = spawn(client, "$dir/opend", "$dir/me", "$dir/f", "$dir/nosuch", "$dir/g")
        s = accept l
        assert s.peer == "$dir/me"
        while (!(m = recv s).eof) {
          (word, path, flags) = m.text.trim().split(' ')
          assert word == 'open'
          try {
            f = open path, flags as int
            sendfd s, f, [0, 0]
            close f
          } catch (e) {
            send s, "can't open $path: $e.errno.message\\n"
            send s, [0, e.errno.number]
          }
        }
        assert p.wait(60.s).exit == 0 : p.err.text
        assert p.out.text == 'from the fileerror 2\\n, and from another'
        assert p.err == "can't open $dir/nosuch: No such file or directory\\n"
        """);
  }
}
