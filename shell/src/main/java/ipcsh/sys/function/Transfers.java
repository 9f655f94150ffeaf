package ipcsh.sys.function;

import static ipcsh.sys.abi.MessageLayout.IOVEC_SIZE;
import static ipcsh.sys.abi.MessageLayout.IOV_BASE;
import static ipcsh.sys.abi.MessageLayout.IOV_LEN;

import ipcsh.sys.abi.Arena;
import ipcsh.sys.abi.NativeMemory;
import ipcsh.sys.invoke.NativeFunction;
import ipcsh.sys.invoke.SyscallInvoker;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Vectors of buffers, and transfers inside the kernel: {@code readv(2)}, {@code sendfile(2)},
 * {@code splice(2)}, {@code tee(2)}; space in files: {@code fallocate(2)}.
 */
public final class Transfers extends Functions {
  private static final NativeFunction READV =
      NativeFunction.of("readv", "fd outiov int").wide().blocking();
  private static final NativeFunction WRITEV =
      NativeFunction.of("writev", "fd iniov int").wide().blocking();
  private static final NativeFunction SENDFILE =
      NativeFunction.of("sendfile", "fd fd offsetptr size").wide().blocking();
  private static final NativeFunction SPLICE =
      NativeFunction.of("splice", "fd ptr fd ptr size SPLICE_F_").wide().blocking();
  private static final NativeFunction TEE =
      NativeFunction.of("tee", "fd fd size SPLICE_F_").wide().blocking();
  private static final NativeFunction FALLOCATE =
      NativeFunction.of("fallocate", "fd FALLOC_FL_ long long").blocking();
  private static final NativeFunction POSIX_FALLOCATE =
      NativeFunction.of("posix_fallocate", "fd long long").givingError().blocking();

  public Transfers(SyscallInvoker invoker) {
    super(invoker);
  }

  /**
   * {@code readv(2)}: the bytes read into each of the buffers, which are filled one after the
   * other; all empty at end of file.
   */
  public List<byte[]> readv(int fd, int[] sizes) {
    Arena arena = fresh();
    NativeMemory vector = arena.take(sizes.length * IOVEC_SIZE);
    List<NativeMemory> buffers = new ArrayList<>();
    for (int i = 0; i < sizes.length; i++) {
      NativeMemory buffer = arena.take(sizes[i]);
      buffers.add(buffer);
      put(vector, i, buffer, sizes[i]);
    }
    long left = invoker.call(READV, fd, vector.address(), sizes.length, 0, 0, 0);
    if (left == -1) {
      throw failure("readv", fd, Arrays.stream(sizes).asLongStream().sum());
    }
    List<byte[]> pieces = new ArrayList<>();
    for (NativeMemory buffer : buffers) {
      int length = (int) Math.min(left, buffer.size());
      pieces.add(buffer.get(0, length));
      left -= length;
    }
    return pieces;
  }

  /** {@code writev(2)}: the number of bytes written. */
  public long writev(int fd, List<byte[]> pieces) {
    Arena arena = fresh();
    NativeMemory vector = arena.take(pieces.size() * IOVEC_SIZE);
    for (int i = 0; i < pieces.size(); i++) {
      byte[] piece = pieces.get(i);
      put(vector, i, arena.store(piece), piece.length);
    }
    long put = invoker.call(WRITEV, fd, vector.address(), pieces.size(), 0, 0, 0);
    if (put == -1) {
      throw failure("writev", fd, together(pieces));
    }
    return put;
  }

  private static byte[] together(List<byte[]> pieces) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    pieces.forEach(all::writeBytes);
    return all.toByteArray();
  }

  private static void put(NativeMemory vector, int place, NativeMemory data, int length) {
    int at = place * IOVEC_SIZE;
    vector.putLong(at + IOV_BASE, data.address()).putLong(at + IOV_LEN, length);
  }

  /**
   * {@code sendfile(2)}: the number of bytes transferred.
   *
   * @param offset the position at which to begin, without changing the file offset; null to begin
   *     at the file offset, and to advance it
   */
  public long sendfile(int out, int in, long n, Long offset) {
    NativeMemory place = offset == null ? null : fresh().take(Long.BYTES).putLong(0, offset);
    long moved = invoker.call(SENDFILE, out, in, place == null ? 0 : place.address(), n, 0, 0);
    if (moved == -1) {
      throw failure("sendfile", out, in, n, offset == null ? NOTHING : offset);
    }
    return moved;
  }

  /** {@code splice(2)} from the file offset of each: the number of bytes transferred. */
  public long splice(int in, int out, long n, int flags) {
    long moved = invoker.call(SPLICE, in, 0, out, 0, n, flags);
    if (moved == -1) {
      throw failure("splice", in, out, n, flags("SPLICE_F_", flags));
    }
    return moved;
  }

  /** {@code tee(2)}: the number of bytes duplicated. */
  public long tee(int in, int out, long n, int flags) {
    long copied = invoker.call(TEE, in, out, n, flags, 0, 0);
    if (copied == -1) {
      throw failure("tee", in, out, n, flags("SPLICE_F_", flags));
    }
    return copied;
  }

  /** {@code fallocate(2)}. */
  public int fallocate(int fd, int mode, long offset, long length) {
    if (invoker.call(FALLOCATE, fd, mode, offset, length, 0, 0) == -1) {
      throw failure("fallocate", fd, constant("FALLOC_FL_", mode), offset, length);
    }
    return 0;
  }

  /** {@code posix_fallocate(3)}. */
  public int posixFallocate(int fd, long offset, long length) {
    if (invoker.call(POSIX_FALLOCATE, fd, offset, length, 0, 0, 0) == -1) {
      throw failure("posix_fallocate", fd, offset, length);
    }
    return 0;
  }
}
