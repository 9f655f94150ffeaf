package ipcsh.sys.invoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ipcsh.kit.Tools;
import ipcsh.sys.Kernel;
import ipcsh.sys.Sys;
import ipcsh.sys.abi.MemoryConstants;
import ipcsh.sys.abi.MemoryFault;
import ipcsh.sys.function.Memory;
import ipcsh.sys.function.PlainMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The loaded bytes are those of the source, and a fault in them is returned as one. */
@EnabledIfSystemProperty(named = "os.arch", matches = "amd64")
class MachineCodeTest {
  private static final Path SOURCE = Path.of("src/main/asm/machine-x86_64.S");
  private static final Path BYTES =
      Path.of("src/main/resources/ipcsh/sys/invoke/machine-x86_64.bin");

  @TempDir Path directory;

  @Test
  void theBytesAreThoseOfTheSource() throws IOException {
    Path object = directory.resolve("machine.o");
    Path image = directory.resolve("machine.bin");
    Tools.run(directory, "gcc", "-c", SOURCE.toAbsolutePath().toString(), "-o", object.toString());
    Tools.run(
        directory, "objcopy", "-O", "binary", "-j", ".text", object.toString(), image.toString());
    if (Boolean.getBoolean("machine.update")) {
      Files.copy(image, BYTES, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
    assertThat(Files.readAllBytes(BYTES)).isEqualTo(Files.readAllBytes(image));
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

  @Test
  void whereThereIsNoCodeTheKernelCopies() {
    Sys sys = new Kernel().sys();
    SyscallInvoker invoker = sys.invoker();
    PlainMemory plain = new PlainMemory(invoker);
    long page =
        sys.memory()
            .mmap(8192, 3, MemoryConstants.MAP_SHARED | MemoryConstants.MAP_ANONYMOUS, -1, 0);
    plain.putByte(page, 200);
    plain.putShort(page + 2, -2);
    plain.putInt(page + 4, -3);
    plain.putLong(page + 8, Long.MIN_VALUE);
    assertThat(plain.getByte(page)).isEqualTo(200).isEqualTo(sys.memory().getByte(page));
    assertThat(plain.getShort(page + 2))
        .isEqualTo(0xfffe)
        .isEqualTo(sys.memory().getShort(page + 2));
    assertThat(plain.getInt(page + 4)).isEqualTo(-3).isEqualTo(sys.memory().getInt(page + 4));
    assertThat(plain.getLong(page + 8)).isEqualTo(sys.memory().getLong(page + 8));
    assertThat(plain.addInt(page + 4, 4)).isEqualTo(-3);
    assertThat(plain.casInt(page + 4, 1, 9)).isTrue();
    assertThat(plain.casInt(page + 4, 1, 9)).isFalse();
    assertThat(plain.addLong(page + 8, 1)).isEqualTo(Long.MIN_VALUE);
    assertThat(plain.casLong(page + 8, Long.MIN_VALUE + 1, 0)).isTrue();
    assertThat(sys.memory().getInt(page + 4)).isEqualTo(9);

    sys.memory().munmap(page, 8192);
    assertThatThrownBy(() -> plain.getInt(page)).isInstanceOf(MemoryFault.class);
    assertThatThrownBy(() -> plain.putInt(page, 1)).isInstanceOf(MemoryFault.class);
    assertThatThrownBy(() -> plain.addInt(page, 1)).isInstanceOf(MemoryFault.class);
  }
}
