package ipcsh.sys.function;

import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.MemoryFault;
import ipcsh.sys.abi.NativeMemory;
import ipcsh.sys.invoke.MachineCode;
import ipcsh.sys.invoke.NativeFunction;
import ipcsh.sys.invoke.SingleAccess;
import ipcsh.sys.invoke.SyscallInvoker;
import ipcsh.sys.text.Octal;

/**
 * Mappings, the objects behind them, and memory access. Accesses are checked by the kernel, not
 * here: a fault that would end a C program is a {@link MemoryFault}.
 */
public final class Memory extends Functions {
  private static final NativeFunction MMAP =
      NativeFunction.of("mmap", "ptr size PROT_ MAP_ fd offset").wide();
  private static final NativeFunction MUNMAP = NativeFunction.of("munmap", "ptr size");
  private static final NativeFunction MSYNC = NativeFunction.of("msync", "ptr size MS_").blocking();
  private static final NativeFunction MPROTECT = NativeFunction.of("mprotect", "ptr size PROT_");
  private static final NativeFunction SHM_OPEN = NativeFunction.of("shm_open", "path O_ mode");
  private static final NativeFunction SHM_UNLINK = NativeFunction.of("shm_unlink", "path");
  private static final NativeFunction MEMFD_CREATE = NativeFunction.of("memfd_create", "path MFD_");

  private static final NativeFunction LOAD1 =
      NativeFunction.of(MachineCode.Entry.LOAD1).wide().guarded();
  private static final NativeFunction LOAD2 =
      NativeFunction.of(MachineCode.Entry.LOAD2).wide().guarded();
  private static final NativeFunction LOAD4 =
      NativeFunction.of(MachineCode.Entry.LOAD4).wide().guarded();
  private static final NativeFunction LOAD8 = NativeFunction.of(MachineCode.Entry.LOAD8).guarded();
  private static final NativeFunction STORE1 =
      NativeFunction.of(MachineCode.Entry.STORE1).guarded();
  private static final NativeFunction STORE2 =
      NativeFunction.of(MachineCode.Entry.STORE2).guarded();
  private static final NativeFunction STORE4 =
      NativeFunction.of(MachineCode.Entry.STORE4).guarded();
  private static final NativeFunction STORE8 =
      NativeFunction.of(MachineCode.Entry.STORE8).guarded();
  private static final NativeFunction ADD4 =
      NativeFunction.of(MachineCode.Entry.ADD4).wide().guarded();
  private static final NativeFunction ADD8 = NativeFunction.of(MachineCode.Entry.ADD8).guarded();
  private static final NativeFunction CAS4 = NativeFunction.of(MachineCode.Entry.CAS4).guarded();
  private static final NativeFunction CAS8 = NativeFunction.of(MachineCode.Entry.CAS8).guarded();
  private static final NativeFunction MEMCPY =
      NativeFunction.of("memcpy", "").wide().guarded().silent();

  /** The maximum number of bytes per copy. */
  private static final int CHUNK = 1 << 20;

  public Memory(SyscallInvoker invoker) {
    super(invoker);
  }

  /** {@code mmap(2)} at an address chosen by the kernel; {@code fd} is -1 for none. */
  public long mmap(long length, int prot, int flags, int fd, long offset) {
    long address = invoker.call(MMAP, 0, length, prot, flags, fd, offset);
    if (address == -1) {
      Object noOffset = offset == 0 ? NOTHING : (Object) offset;
      throw failure(
          "mmap",
          length,
          constant("PROT_", prot),
          constant("MAP_", flags),
          fd == -1 ? NOTHING : fd,
          noOffset);
    }
    return address;
  }

  /** {@code munmap(2)}. */
  public int munmap(long address, long length) {
    return check(invoker.call(MUNMAP, address, length, 0, 0, 0, 0), "munmap", hex(address), length);
  }

  /** {@code msync(2)}. */
  public int msync(long address, long length, int flags) {
    if (invoker.call(MSYNC, address, length, flags, 0, 0, 0) == -1) {
      throw failure("msync", hex(address), length, constant("MS_", flags));
    }
    return 0;
  }

  /** {@code mprotect(2)}. */
  public int mprotect(long address, long length, int prot) {
    if (invoker.call(MPROTECT, address, length, prot, 0, 0, 0) == -1) {
      throw failure("mprotect", hex(address), length, constant("PROT_", prot));
    }
    return 0;
  }

  private static Object hex(long address) {
    return word("0x" + Long.toHexString(address));
  }

  /** {@code shm_open(3)}. */
  public int shmOpen(String name, int flags, int mode) {
    long address = fresh().string(name).address();
    int fd = (int) invoker.call(SHM_OPEN, address, flags, mode, 0, 0, 0);
    if (fd == -1) {
      throw failure("shm_open", name, flags("O_", flags), Octal.of(mode));
    }
    return fd;
  }

  /** {@code shm_unlink(3)}. */
  public int shmUnlink(String name) {
    long address = fresh().string(name).address();
    return check(invoker.call(SHM_UNLINK, address, 0, 0, 0, 0, 0), "shm_unlink", name, NOTHING);
  }

  /** {@code memfd_create(2)}. */
  public int memfdCreate(String name, int flags) {
    long address = fresh().string(name).address();
    int fd = (int) invoker.call(MEMFD_CREATE, address, flags, 0, 0, 0, 0);
    return check(fd, "memfd_create", name, flags("MFD_", flags));
  }

  /** The byte at an address, unsigned. */
  public int getByte(long address) {
    return (int) load(address, Byte.BYTES) & 0xff;
  }

  /** The two bytes at an address, unsigned. */
  public int getShort(long address) {
    return (int) load(address, Short.BYTES) & 0xffff;
  }

  /** The four bytes at an address. */
  public int getInt(long address) {
    return (int) load(address, Integer.BYTES);
  }

  /** The eight bytes at an address. */
  public long getLong(long address) {
    return load(address, Long.BYTES);
  }

  public void putByte(long address, int value) {
    store(address, Byte.BYTES, value);
  }

  public void putShort(long address, int value) {
    store(address, Short.BYTES, value);
  }

  public void putInt(long address, int value) {
    store(address, Integer.BYTES, value);
  }

  public void putLong(long address, long value) {
    store(address, Long.BYTES, value);
  }

  /** The number of this size (1, 2, 4, 8) at an address; only its lowest bytes count. */
  public long load(long address, int size) {
    SingleAccess access = invoker.access();
    if (access != null) {
      long value = access.load(address, size);
      if (!SingleAccess.isFault(value)) {
        return value;
      }
    }
    return switch (size) {
      case Byte.BYTES -> result(LOAD1, address, 0, 0);
      case Short.BYTES -> result(LOAD2, address, 0, 0);
      case Integer.BYTES -> result(LOAD4, address, 0, 0);
      default -> {
        NativeMemory out = fresh().take(Long.BYTES);
        result(LOAD8, address, out.address(), 0);
        yield out.getLong(0);
      }
    };
  }

  /** Stores the lowest bytes of a value. */
  public void store(long address, int size, long value) {
    SingleAccess access = invoker.access();
    if (access != null && !SingleAccess.isFault(access.store(address, size, value))) {
      return;
    }
    NativeFunction store =
        switch (size) {
          case Byte.BYTES -> STORE1;
          case Short.BYTES -> STORE2;
          case Integer.BYTES -> STORE4;
          default -> STORE8;
        };
    result(store, address, value, 0);
  }

  /** Adds atomically and returns the previous value. */
  public int addInt(long address, int n) {
    return (int) result(ADD4, address, n, 0);
  }

  /** Adds atomically and returns the previous value. */
  public long addLong(long address, long n) {
    NativeMemory out = fresh().take(Long.BYTES);
    result(ADD8, address, n, out.address());
    return out.getLong(0);
  }

  /** Atomically sets the value if it is the expected one; returns whether it was. */
  public boolean casInt(long address, int expected, int value) {
    return result(CAS4, address, expected, value) == 1;
  }

  /** Atomically sets the value if it is the expected one; returns whether it was. */
  public boolean casLong(long address, long expected, long value) {
    return result(CAS8, address, expected, value) == 1;
  }

  private long result(NativeFunction function, long a, long b, long c) {
    long result = invoker.call(function, a, b, c, 0, 0, 0);
    if (result == -1) {
      // no valid result has all 64 bits set
      throw new MemoryFault(Errno.of(invoker.errno()), invoker.fault());
    }
    return result;
  }

  /** A copy of the bytes at an address. */
  public byte[] get(long address, int length) {
    byte[] bytes = new byte[length];
    for (int done = 0; done < length; done += CHUNK) {
      int size = Math.min(CHUNK, length - done);
      NativeMemory buffer = fresh().take(size);
      result(MEMCPY, buffer.address(), address + done, size);
      System.arraycopy(buffer.get(0, size), 0, bytes, done, size);
    }
    return bytes;
  }

  /** Copies the bytes to an address. */
  public void put(long address, byte[] bytes) {
    for (int done = 0; done < bytes.length; done += CHUNK) {
      int size = Math.min(CHUNK, bytes.length - done);
      NativeMemory buffer =
          fresh().take(size).put(0, java.util.Arrays.copyOfRange(bytes, done, done + size));
      result(MEMCPY, address + done, buffer.address(), size);
    }
  }
}
