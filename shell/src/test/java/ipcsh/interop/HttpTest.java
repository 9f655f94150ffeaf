package ipcsh.interop;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.kit.Tools;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** curl over a UNIX socket. */
@OnShell
class HttpTest {
  private static final String SERVER =
      """
      l = socket()
      bind l, "$dir/http"
      listen l
      curl = { Object... more -> spawn('curl', '-sS', '--max-time', '60', '--unix-socket', "$dir/http", *more) }
      answer = { s, text ->
        def request = ''
        while (!request.contains('\\r\\n\\r\\n')) request += recv(s).text
        def body = "$text ${request.split(' ')[1]}"
        send s, "HTTP/1.1 200 OK\\r\\nContent-Length: ${body.length()}\\r\\nConnection: close\\r\\n\\r\\n$body"
        close s
      }
      """;

  @BeforeEach
  void start(Shell shell) {
    Tools.need("curl");
    shell.run(SERVER);
  }

  @Test
  void weAnswer(Shell shell) {
    shell.run(
        """
        p = curl 'http://localhost/hello'
        answer accept(l), 'here is'
        assert p.out.text == 'here is /hello' : p.err.text
        assert p.wait(60.s).exit == 0
        """);
  }

  @Test
  void oneProcessAcceptsAndOthersAnswer(Shell shell) {
    shell.run(
        """
        pairs = (1..2).collect { socketpair() }
        workers = pairs.collect { fork() }
        workers.eachWithIndex { worker, i ->
          worker.start { 2.times { answer recvfd(pairs[i][1]), "${getpid()} has" } }
        }
        before = fds.size()
        asked = (0..3).collect { n ->
          p = curl "http://localhost/$n"
          s = accept l
          sendfd pairs[n % 2][0], s
          close s
          p
        }
        asked.eachWithIndex { p, n ->
          assert p.out.text == "${workers[n % 2].pid} has /$n" : p.err.text
          assert p.wait(60.s).exit == 0
        }
        assert fds.size() == before
        """);
  }
}
