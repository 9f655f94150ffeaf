package ipcsh.sys.invoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ipcsh.kit.Target;
import ipcsh.kit.Tools;
import ipcsh.sys.Kernel;
import ipcsh.sys.Sys;
import ipcsh.sys.abi.MemoryConstants;
import ipcsh.sys.abi.MemoryFault;
import ipcsh.sys.function.Memory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The loaded bytes are those of the source, and a fault in them is returned as one. */
class MachineCodeTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"x86_64", "aarch64"})
  void theBytesAreThoseOfTheSource(String machine) throws IOException {
    Path source = Path.of("src/main/asm/machine-" + machine + ".S").toAbsolutePath();
    Path bytes = Path.of("src/main/resources/ipcsh/sys/invoke/machine-" + machine + ".bin");
    Path object = directory.resolve("machine.o");
    Path image = directory.resolve("machine.bin");
    String gcc = Target.tool(machine, "gcc");
    Tools.need(gcc);
    Tools.run(directory, gcc, "-c", source.toString(), "-o", object.toString());
    String objcopy = Target.tool(machine, "objcopy");
    Tools.run(
        directory, objcopy, "-O", "binary", "-j", ".text", object.toString(), image.toString());
    if (Boolean.getBoolean("machine.update")) {
      Files.copy(image, bytes, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
    assertThat(Files.readAllBytes(bytes)).isEqualTo(Files.readAllBytes(image));
  }

  @Test
  void aFaultIsAFailureOfTheCallAndTheNextCallWorks() {
    Sys sys = new Kernel().sys();
    Memory memory = sys.memory();
    long page =
        memory.mmap(4096, 3, MemoryConstants.MAP_PRIVATE | MemoryConstants.MAP_ANONYMOUS, -1, 0);
    memory.putInt(page, 7);
    memory.munmap(page, 4096);

    for (int i = 0; i < 1000; i++) {
      assertThatThrownBy(() -> memory.getInt(page)).isInstanceOf(MemoryFault.class);
      assertThatThrownBy(() -> memory.getInt(64)).isInstanceOf(MemoryFault.class);
      assertThat(sys.processes().getpid()).isEqualTo((int) ProcessHandle.current().pid());
    }
  }
}
