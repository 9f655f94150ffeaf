package ipcsh.command.topic;

import ipcsh.command.Context;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Conversion;
import ipcsh.command.model.Option;
import ipcsh.command.model.Pid;
import ipcsh.command.model.SavedAs;
import ipcsh.command.model.Size;
import ipcsh.handle.Message;
import ipcsh.handle.Region;
import java.math.BigInteger;

/** Commands for the memory of other processes. */
public final class ProcessMemoryCommands implements CommandTopic {
  private Context context;

  @Override
  public String title() {
    return "Memory of other processes";
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
  }

  @Command(
      summary = "read the memory of another process",
      man = "process_vm_readv(2)",
      saves = SavedAs.RESULT,
      details =
          """
          address is a number, or a region, which after fork has the same address in both
          processes. If only the beginning is mapped, only that is returned; if nothing is, it fails
          with EFAULT. The process does not take part and is not stopped. It requires the right to
          trace it (ptrace(2)).""",
      examples =
          """
          m = mmap 4096, flags: MAP_PRIVATE | MAP_ANONYMOUS
          c = fork()
          c { poke m, 0, 'a secret' }
          process_vm_readv c, m, 8                         //=> 8 bytes "a secret"
          peek m, 0, 2                                     //=> 2 bytes 00 00
          process_vm_readv c, m.address + 2, 6             //=> 6 bytes "secret"
          fails(EFAULT) { process_vm_readv c, 4096, 1 }
          """)
  public Message process_vm_readv(@Pid int pid, Object address, @Size int n) {
    byte[] bytes = context.sys().otherMemory().read(pid, address(address), FileCommands.size(n));
    return Message.read(bytes, Message.End.NONE);
  }

  @Command(
      summary = "write into the memory of another process",
      man = "process_vm_writev(2)",
      saves = SavedAs.RESULT,
      details =
          """
          address is a number, or a region, which after fork has the same address in both
          processes. Memory that the process may only read gives EFAULT. In the shell itself only
          regions can be written, unless force: true is given.""",
      examples =
          """
          m = mmap 4096, flags: MAP_PRIVATE | MAP_ANONYMOUS
          c = fork()
          process_vm_writev c, m, 'hello'                  //=> 5
          c { peek m, 0, 5 }                               //=> 5 bytes "hello"
          fails(EFAULT) { process_vm_writev c, 4096, 'x' }
          """)
  public int process_vm_writev(@Pid int pid, Object address, byte[] data, @Option Boolean force) {
    long at = address(address);
    boolean own = pid == context.kernel().shell().pid();
    if (own && !Boolean.TRUE.equals(force) && !isInRegion(at, data.length)) {
      throw new IllegalArgumentException(
          "address: expected a place within a region, since the process is the shell itself;"
              + " force: true overrides");
    }
    return context.sys().otherMemory().write(pid, at, data);
  }

  private boolean isInRegion(long address, int length) {
    return context.regions().all().stream()
        .filter(region -> !region.isOfSemaphore() && region.isMapped())
        .anyMatch(
            region ->
                address >= region.getAddress()
                    && address - region.getAddress() <= region.getLength() - length);
  }

  private static long address(Object given) {
    if (given instanceof Region region) {
      return region.getAddress();
    }
    if (given instanceof Long || given instanceof Integer) {
      return ((Number) given).longValue();
    }
    if (given instanceof BigInteger big && big.signum() >= 0 && big.bitLength() <= Long.SIZE) {
      return big.longValue();
    }
    throw Conversion.wanted("an address, a number or a region", given);
  }
}
