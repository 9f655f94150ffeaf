package ipcsh.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jline.utils.InfoCmp;
import org.jline.utils.InfoCmp.Capability;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeptCapabilitiesTest {
  @TempDir Path directory;

  private static KeptCapabilities parsed(String type) {
    Set<Capability> flags = new HashSet<>();
    Map<Capability, Integer> numbers = new HashMap<>();
    Map<Capability, String> strings = new EnumMap<>(Capability.class);
    InfoCmp.parseInfoCmp(InfoCmp.getDefaultInfoCmp(type), flags, numbers, strings);
    return new KeptCapabilities(flags, numbers, strings);
  }

  @ParameterizedTest
  @ValueSource(strings = {"xterm-256color", "screen", "rxvt", "ansi"})
  void whatWasParsedIsReadAgain(String type) {
    KeptCapabilities parsed = parsed(type);
    Path file = KeptCapabilities.file(directory.resolve("new"), type);
    parsed.write(file);
    assertThat(parsed.strings()).containsKey(Capability.cursor_address);
    assertThat(KeptCapabilities.read(file)).isEqualTo(parsed);
  }

  @Test
  void fileThatIsMissingOrDamagedIsNotUsed() throws IOException {
    Path file = KeptCapabilities.file(directory, "xterm");
    assertThat(KeptCapabilities.read(file)).isNull();
    parsed("xterm").write(file);
    byte[] whole = Files.readAllBytes(file);
    for (int length : new int[] {0, 7, 8, whole.length / 2, whole.length - 1}) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThat(KeptCapabilities.read(file)).as("%d bytes", length).isNull();
    }
    whole[whole.length / 2] ^= 1;
    Files.write(file, whole);
    assertThat(KeptCapabilities.read(file)).isNull();
  }

  @Test
  void whereNothingCanBeWrittenNothingHappens() throws IOException {
    Path file = Files.createFile(directory.resolve("file")).resolve("terminal-xterm");
    parsed("xterm").write(file);
    assertThat(KeptCapabilities.read(file)).isNull();
  }
}
