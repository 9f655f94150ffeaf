package ipcsh.command.topic;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Tools;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fields of struct tcp_info have the compiler's offsets. */
class TcpInfoTest {
  private static final String LAST_IN_OLD_HEADERS = "tcpi_snd_wnd";

  @TempDir Path directory;

  @Test
  void fieldsAreThoseOfTheHeader() throws IOException {
    Map<String, Object> all = TcpInfo.of(ByteBuffer.allocate(400));
    assertThat(all).containsKeys("tcpi_rtt", "tcpi_total_rto_time");
    StringBuilder source =
        new StringBuilder("#include <linux/tcp.h>\n#include <stdio.h>\nint main(void) {\n");
    source.append("struct tcp_info i = {0};\n");
    Map<String, Object> expected = new LinkedHashMap<>();
    int value = 1;
    for (String name : all.keySet()) {
      int its = name.contains("wscale") ? value % 16 : name.contains("limited") ? 1 : value;
      its = name.contains("client_fail") ? 2 : its;
      its = name.equals("tcpi_rwnd_limited") || name.equals("tcpi_sndbuf_limited") ? value : its;
      source.append("i.").append(name).append(" = ").append(its).append(";\n");
      expected.put(name, its);
      value++;
      if (name.equals(LAST_IN_OLD_HEADERS)) {
        break;
      }
    }
    source.append(
        "for (unsigned n = 0; n < sizeof i; n++) printf(\"%02x\", ((unsigned char *)&i)[n]);");
    Path file = Files.writeString(directory.resolve("info.c"), source.append("\nreturn 0; }\n"));
    String hex =
        Tools.run(directory, Tools.compile(directory, file, "info").toString()).lines().get(0);
    byte[] bytes = HexFormat.of().parseHex(hex);
    Map<String, Object> read = TcpInfo.of(ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()));
    assertThat(read).containsAllEntriesOf(expected);
  }

  @Test
  void shorterOneOfAnOlderKernelIsReadAsFarAsItGoes() {
    assertThat(TcpInfo.of(ByteBuffer.allocate(104)))
        .containsKey("tcpi_total_retrans")
        .doesNotContainKey("tcpi_pacing_rate");
    assertThat(TcpInfo.of(ByteBuffer.allocate(0))).isEmpty();
  }
}
