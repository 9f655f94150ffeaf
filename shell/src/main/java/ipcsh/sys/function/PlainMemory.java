package ipcsh.sys.function;

import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.Libc;
import ipcsh.sys.abi.MemoryFault;
import ipcsh.sys.abi.MessageLayout;
import ipcsh.sys.abi.NativeMemory;
import ipcsh.sys.abi.ProcessConstants;
import ipcsh.sys.invoke.NativeFunction;
import ipcsh.sys.invoke.SyscallInvoker;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Access to mappings without machine code for this architecture: the kernel copies between this
 * process and itself ({@code process_vm_readv(2)}), which fails if an access would fault. Slower;
 * for atomic operations, the memory is checked just before.
 */
public final class PlainMemory {
  private static final NativeFunction GETPID = NativeFunction.of("getpid", "").silent();
  private static final NativeFunction READ =
      NativeFunction.of("process_vm_readv", "int ptr long ptr long long").wide().silent();
  private static final NativeFunction WRITE =
      NativeFunction.of("process_vm_writev", "int ptr long ptr long long").wide().silent();
  private static final VarHandle INTS =
      MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());
  private static final VarHandle LONGS =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private final SyscallInvoker invoker;

  public PlainMemory(SyscallInvoker invoker) {
    this.invoker = invoker;
  }

  void read(long from, long to, int size) {
    copy(READ, to, from, size);
  }

  void write(long to, long from, int size) {
    copy(WRITE, from, to, size);
  }

  private void copy(NativeFunction function, long here, long there, int size) {
    NativeMemory vectors = invoker.arena().take(2 * MessageLayout.IOVEC_SIZE);
    vectors.putLong(0, here).putLong(8, size).putLong(16, there).putLong(24, size);
    long self = invoker.call(GETPID, 0, 0, 0, 0, 0, 0);
    long local = vectors.address();
    if (invoker.call(function, self, local, 1, local + MessageLayout.IOVEC_SIZE, 1, 0) != size) {
      throw new MemoryFault(Errno.EFAULT, ProcessConstants.SIGSEGV);
    }
  }

  private NativeMemory loaded(long address, int size) {
    NativeMemory buffer = invoker.arena().clear().take(Long.BYTES);
    read(address, buffer.address(), size);
    return buffer;
  }

  public int getByte(long address) {
    return loaded(address, 1).get(0, 1)[0] & 0xff;
  }

  public int getShort(long address) {
    return loaded(address, Short.BYTES).getShort(0) & 0xffff;
  }

  public int getInt(long address) {
    return loaded(address, Integer.BYTES).getInt(0);
  }

  public long getLong(long address) {
    return loaded(address, Long.BYTES).getLong(0);
  }

  private NativeMemory fresh() {
    return invoker.arena().clear().take(Long.BYTES);
  }

  public void putByte(long address, int value) {
    write(address, fresh().putByte(0, value).address(), 1);
  }

  public void putShort(long address, int value) {
    write(address, fresh().putShort(0, value).address(), Short.BYTES);
  }

  public void putInt(long address, int value) {
    write(address, fresh().putInt(0, value).address(), Integer.BYTES);
  }

  public void putLong(long address, long value) {
    write(address, fresh().putLong(0, value).address(), Long.BYTES);
  }

  long load(long address, int size) {
    return switch (size) {
      case Byte.BYTES -> getByte(address);
      case Short.BYTES -> getShort(address);
      case Integer.BYTES -> getInt(address);
      default -> getLong(address);
    };
  }

  void store(long address, int size, long value) {
    switch (size) {
      case Byte.BYTES -> putByte(address, (int) value);
      case Short.BYTES -> putShort(address, (int) value);
      case Integer.BYTES -> putInt(address, (int) value);
      default -> putLong(address, value);
    }
  }

  /** A view of the memory itself, after a copy has shown that it is accessible. */
  private ByteBuffer writable(long address, int size) {
    loaded(address, size);
    return Libc.view(address, size);
  }

  public int addInt(long address, int n) {
    return (int) INTS.getAndAdd(writable(address, Integer.BYTES), 0, n);
  }

  public long addLong(long address, long n) {
    return (long) LONGS.getAndAdd(writable(address, Long.BYTES), 0, n);
  }

  public boolean casInt(long address, int expected, int value) {
    return INTS.compareAndSet(writable(address, Integer.BYTES), 0, expected, value);
  }

  public boolean casLong(long address, long expected, long value) {
    return LONGS.compareAndSet(writable(address, Long.BYTES), 0, expected, value);
  }
}
