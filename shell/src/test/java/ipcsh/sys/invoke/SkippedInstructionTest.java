package ipcsh.sys.invoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ipcsh.kit.Tools;
import ipcsh.sys.Kernel;
import ipcsh.sys.abi.Libc;
import ipcsh.sys.abi.MemoryConstants;
import ipcsh.sys.function.Memory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever instruction it is that faults in a file, the next one follows. */
class SkippedInstructionTest {
  private static final int EACH = 64;
  private static final int LENGTH = 4096;

  /** Of the kinds that a compiler uses for a number in memory, with all forms of an address. */
  private static final List<String> ACCESSES =
      List.of(
          "mov eax, [@]",
          "mov r9, [@]",
          "mov ax, [@]",
          "mov r10w, [@]",
          "mov cl, [@]",
          "mov [@], ecx",
          "mov [@], r9",
          "mov [@], cx",
          "mov [@], sil",
          "mov byte ptr [@], 5",
          "mov word ptr [@], 0x1234",
          "mov dword ptr [@], 0x12345678",
          "mov qword ptr [@], 0x12345678",
          "movzx eax, byte ptr [@]",
          "movzx r11d, word ptr [@]",
          "movsx rcx, byte ptr [@]",
          "movsx edx, word ptr [@]",
          "movsxd rax, dword ptr [@]",
          "xchg [@], eax",
          "xchg [@], ax",
          "xchg [@], r9",
          "add eax, [@]",
          "add [@], rcx",
          "or cx, [@]",
          "cmp [@], al",
          "cmp byte ptr [@], 5",
          "cmp word ptr [@], 0x1234",
          "cmp dword ptr [@], 5",
          "cmp dword ptr [@], 0x12345678",
          "and qword ptr [@], 0x12345678",
          "test [@], ecx",
          "test byte ptr [@], 4",
          "test word ptr [@], 0x1234",
          "test dword ptr [@], 0x12345678",
          "test qword ptr [@], 0x12345678",
          "not dword ptr [@]",
          "neg word ptr [@]",
          "mul dword ptr [@]",
          "inc dword ptr [@]",
          "dec qword ptr [@]",
          "shl dword ptr [@], 1",
          "sar qword ptr [@], 7",
          "shr word ptr [@], cl",
          "imul eax, [@]",
          "imul rcx, [@], 5",
          "imul ecx, [@], 0x12345678",
          "imul cx, [@], 0x1234",
          "cmovne eax, [@]",
          "setne [@]",
          "bt dword ptr [@], 3",
          "lock xadd [@], ecx",
          "lock cmpxchg [@], r9d",
          "cmpxchg8b [@]",
          "lock add dword ptr [@], 1",
          "shld [@], ecx, 3",
          "popcnt eax, [@]",
          "lzcnt rcx, [@]",
          "tzcnt ecx, [@]",
          "movbe eax, [@]",
          "crc32 eax, dword ptr [@]",
          "movd xmm0, dword ptr [@]",
          "movq xmm9, [@]",
          "movq [@], xmm1",
          "movss xmm0, [@]",
          "movsd [@], xmm1",
          "movups xmm2, [@]",
          "cvtsi2sd xmm0, dword ptr [@]",
          "cvtsi2ss xmm0, qword ptr [@]",
          "addsd xmm0, [@]",
          "ucomisd xmm0, [@]",
          "cmpsd xmm0, [@], 1",
          "pshufd xmm0, [@], 1",
          "pinsrw xmm0, [@], 1",
          "pinsrd xmm0, [@], 1",
          "pextrd [@], xmm0, 1",
          "pmovzxwd xmm0, [@]",
          "vmovd xmm0, dword ptr [@]",
          "vmovdqu ymm0, [@]",
          "vcvtsi2sd xmm0, xmm0, dword ptr [@]",
          "vpinsrd xmm0, xmm0, [@], 1",
          "vpbroadcastd ymm0, [@]",
          "vpshufd ymm0, [@], 1",
          "vinserti128 ymm0, ymm0, [@], 1",
          "andn eax, ecx, [@]",
          "shlx eax, [@], ecx",
          "rorx eax, [@], 7",
          "{evex} vmovdqu32 zmm0, [@]",
          "{evex} vpaddd zmm0, zmm1, [@]",
          "{evex} vpternlogd zmm0, zmm1, [@], 7");

  private static final List<String> NEEDED =
      List.of("avx2", "avx512f", "bmi1", "bmi2", "movbe", "popcnt", "sse4_2");

  private static final List<String> ADDRESSES =
      List.of(
          "rdi",
          "rdi + 64",
          "rdi + 0x400",
          "rdi + rsi",
          "rdi + 8 * rsi + 64",
          "rdi + rsi + 0x400",
          "r8",
          "r8 + 4 * rsi");

  @TempDir Path directory;

  @Test
  void theNextOneFollows() throws IOException {
    assumeTrue(System.getProperty("os.arch").equals("amd64"), "x86-64");
    assumeTrue(
        List.of(Files.readString(Path.of("/proc/cpuinfo")).split("\\s+")).containsAll(NEEDED),
        "a processor that has them all");
    Tools.need("gcc");
    Memory memory = new Kernel().sys().memory();
    Path empty = Files.createFile(directory.resolve("empty"));
    int fd = new Kernel().sys().files().open(empty.toString(), 2, 0);
    long file = memory.mmap(LENGTH, 3, MemoryConstants.MAP_SHARED, fd, 0);
    byte[] bytes = assembled();
    long code =
        memory.mmap(
            bytes.length, 7, MemoryConstants.MAP_PRIVATE | MemoryConstants.MAP_ANONYMOUS, -1, 0);
    memory.put(code, bytes);
    MachineCode machine = MachineCode.get();
    assertThat(machine.accessedByJava(file, LENGTH)).isTrue();
    try {
      for (int i = 0; i < ACCESSES.size() * ADDRESSES.size(); i++) {
        long before = memory.getLong(machine.faultCount());
        long result = Libc.invoke(code + (long) i * EACH, file, 0, 0, 0, file, 0);
        String what = ACCESSES.get(i / ADDRESSES.size()) + " of " + ADDRESSES.get(i % 8);
        assertThat(result).as(what).isEqualTo(42);
        assertThat(memory.getLong(machine.faultCount())).as(what).isEqualTo(before + 1);
        assertThat((long) machine.faultThread(before))
            .isEqualTo(Libc.invoke(Libc.symbol("gettid"), 0, 0, 0, 0, 0, 0));
      }
    } finally {
      machine.noMoreAccessedByJava(file, LENGTH);
      memory.munmap(file, LENGTH);
      memory.munmap(code, bytes.length);
      new Kernel().sys().files().close(fd);
    }
  }

  private byte[] assembled() throws IOException {
    StringBuilder text = new StringBuilder(".intel_syntax noprefix\n.text\n");
    for (String access : ACCESSES) {
      for (String address : ADDRESSES) {
        text.append(access.replace("@", address)).append("\nmov eax, 42\nret\n");
        text.append(".balign ").append(EACH).append(", 0xcc\n");
      }
    }
    Path source = Files.writeString(directory.resolve("accesses.S"), text);
    Path object = directory.resolve("accesses.o");
    Path image = directory.resolve("accesses.bin");
    Tools.run(directory, "gcc", "-c", source.toString(), "-o", object.toString());
    Tools.run(
        directory, "objcopy", "-O", "binary", "-j", ".text", object.toString(), image.toString());
    return Files.readAllBytes(image);
  }
}
