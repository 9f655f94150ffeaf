package ipcsh.cexport;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.command.UnsupportedInC;
import ipcsh.kit.BuiltIn;
import ipcsh.kit.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documentation is right about which scripts are translated to C, and why others are not. */
class CExportTest {
  private static final Path PAGE = Checkout.file("shell/docs/c-export.md");
  private static final String TABLE = "| script | in C |\n| --- | --- |\n";

  @Test
  void tableIsTrue() throws IOException {
    String page = Files.readString(PAGE);
    int at = page.indexOf(TABLE) + TABLE.length();
    String made = page.substring(0, at) + rows();
    if (System.getProperty("reference.update") != null) {
      Files.writeString(PAGE, made);
    }
    assertThat(Files.readString(PAGE)).as("-Dreference.update writes it").isEqualTo(made);
    assertThat(made).contains("peers/datagram-server.groovy | yes").contains("client.groovy | yes");
  }

  private static String rows() throws IOException {
    StringBuilder out = new StringBuilder();
    for (String directory : List.of("demos", "lessons", "peers")) {
      List<Path> scripts;
      try (Stream<Path> all = Files.list(Checkout.file("scripts/" + directory))) {
        scripts = all.filter(path -> path.toString().endsWith(".groovy")).sorted().toList();
      }
      for (Path script : scripts) {
        out.append("| ").append(directory).append('/').append(script.getFileName()).append(" | ");
        out.append(said(script)).append(" |\n");
      }
    }
    return out.toString();
  }

  private static String said(Path script) throws IOException {
    try {
      CProgram.of(
          BuiltIn.COMMANDS::find, script.getFileName().toString(), "x.c", Files.readString(script));
      return "yes";
    } catch (UnsupportedInC e) {
      return "line " + e.line() + ": " + e.getMessage().replace("|", "\\|");
    }
  }
}
