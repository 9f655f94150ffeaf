package ipcsh.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Layouts parsed here by hand, and the numbers of system calls, agree with the compiler. */
class LayoutTest {
  private static final String INCLUDES =
      """
      #define _GNU_SOURCE
      #include <stddef.h>
      #include <stdio.h>
      #include <sys/socket.h>
      #include <sys/syscall.h>
      #include <linux/inet_diag.h>
      #include <linux/netlink.h>
      #include <linux/sock_diag.h>
      #include <linux/unix_diag.h>
      """;

  @TempDir Path directory;

  private Map<String, Long> compiled(Iterable<String> expressions) throws IOException {
    StringBuilder source = new StringBuilder(INCLUDES).append("int main(void) {\n");
    for (String expression : expressions) {
      source.append("printf(\"" + expression + "=%lld\\n\", (long long)(" + expression + "));\n");
    }
    Path file =
        Files.writeString(directory.resolve("layout.c"), source.append("return 0; }\n").toString());
    Map<String, Long> values = new LinkedHashMap<>();
    for (String line : Target.output(directory, file, "layout")) {
      int equals = line.lastIndexOf('=');
      values.put(line.substring(0, equals), Long.valueOf(line.substring(equals + 1)));
    }
    return values;
  }

  @Test
  void structuresOfSockDiagAreAsTheyAreRead() throws IOException {
    Map<String, Long> expected = new LinkedHashMap<>();
    expected.put("NETLINK_SOCK_DIAG", 4L);
    expected.put("SOCK_DIAG_BY_FAMILY", 20L);
    expected.put("NLM_F_REQUEST | NLM_F_DUMP", 0x301L);
    expected.put("NLMSG_ERROR", 2L);
    expected.put("NLMSG_DONE", 3L);
    expected.put("sizeof(struct nlmsghdr)", 16L);
    expected.put("sizeof(struct unix_diag_req)", 24L);
    expected.put("offsetof(struct unix_diag_req, udiag_states)", 4L);
    expected.put("offsetof(struct unix_diag_req, udiag_show)", 12L);
    expected.put("UDIAG_SHOW_NAME | UDIAG_SHOW_PEER | UDIAG_SHOW_ICONS | UDIAG_SHOW_RQLEN", 0x1dL);
    expected.put("UNIX_DIAG_NAME", 0L);
    expected.put("UNIX_DIAG_PEER", 2L);
    expected.put("UNIX_DIAG_ICONS", 3L);
    expected.put("UNIX_DIAG_RQLEN", 4L);
    expected.put("sizeof(struct unix_diag_msg)", 16L);
    expected.put("offsetof(struct unix_diag_msg, udiag_type)", 1L);
    expected.put("offsetof(struct unix_diag_msg, udiag_state)", 2L);
    expected.put("offsetof(struct unix_diag_msg, udiag_ino)", 4L);
    expected.put("offsetof(struct unix_diag_rqlen, udiag_wqueue)", 4L);
    expected.put("sizeof(struct inet_diag_req_v2)", 56L);
    expected.put("offsetof(struct inet_diag_req_v2, idiag_states)", 4L);
    expected.put("offsetof(struct inet_diag_msg, idiag_state)", 1L);
    expected.put("offsetof(struct inet_diag_msg, id.idiag_sport)", 4L);
    expected.put("offsetof(struct inet_diag_msg, id.idiag_dport)", 6L);
    expected.put("offsetof(struct inet_diag_msg, id.idiag_src)", 8L);
    expected.put("offsetof(struct inet_diag_msg, id.idiag_dst)", 24L);
    expected.put("offsetof(struct inet_diag_msg, id.idiag_if)", 40L);
    expected.put("offsetof(struct inet_diag_msg, idiag_rqueue)", 56L);
    expected.put("offsetof(struct inet_diag_msg, idiag_wqueue)", 60L);
    expected.put("offsetof(struct inet_diag_msg, idiag_inode)", 68L);
    assertThat(compiled(expected.keySet())).isEqualTo(expected);
  }

  @Test
  void systemCallsHaveTheNumbersOfTheHeaders() throws IOException {
    Map<String, Long> ours = new LinkedHashMap<>();
    SystemCalls.names().forEach((number, name) -> ours.put("SYS_" + name, (long) number));
    assertThat(ours).hasSizeGreaterThan(30);
    assertThat(compiled(ours.keySet())).isEqualTo(ours);
  }
}
