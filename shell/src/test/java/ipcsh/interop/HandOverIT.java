package ipcsh.interop;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Outcome;
import ipcsh.kit.Program;
import ipcsh.kit.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The roles of a scenario pass connections of curl on: the packaged program. */
class HandOverIT {
  @TempDir Path directory;

  @Test
  void oneShellAcceptsAndTwoAnswerInTurn() throws IOException {
    Tools.need("curl");
    Files.writeString(
        directory.resolve("s.groovy"),
        """
        acceptor = shell 'acceptor'
        one = shell 'one'
        two = shell 'two'
        acceptor {
          l = socket()
          bind l, 'http'
          listen l
          d = socket AF_UNIX, SOCK_DGRAM
          before = fds.size()
          pass = { path, name ->
            p = spawn('curl', '-sS', '--max-time', '60', '--unix-socket', 'http', "http://localhost/$path")
            c = accept l
            sendfd d, c, to: name
            close c
            p.out.text
          }
        }
        one { s = socket AF_UNIX, SOCK_DGRAM; bind s, 'one' }
        two { s = socket AF_UNIX, SOCK_DGRAM; bind s, 'two' }
        def serving = [one, two].collect { worker ->
          worker {
            answer = { c ->
              def request = ''
              while (!request.contains('\\r\\n\\r\\n')) request += recv(c).text
              def body = "${getpid()} has ${request.split(' ')[1]}"
              send c, "HTTP/1.1 200 OK\\r\\nContent-Length: ${body.length()}\\r\\nConnection: close\\r\\n\\r\\n$body"
              close c
            }
          }
          worker.start { 2.times { answer recvfd(s) } }
        }
        for (path in ['a', 'b']) {
          for (worker in [one, two]) {
            acceptor.next = [path, worker.name]
            assert acceptor { pass(*next) } == "$worker.pid has /$path"
          }
        }
        assert acceptor { fds.size() == before }
        serving.each { it.get 60.s }
        """);
    Outcome outcome = Program.run(directory, "s.groovy");
    assertThat(outcome.status()).as(outcome.out() + outcome.err()).isEqualTo(0);
  }
}
