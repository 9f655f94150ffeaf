package ipcsh.command.topic;

import ipcsh.command.Context;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Conversion;
import ipcsh.command.model.Default;
import ipcsh.command.model.Flags;
import ipcsh.command.model.Option;
import ipcsh.command.model.SavedAs;
import ipcsh.handle.Fd;
import ipcsh.handle.Message;
import ipcsh.view.Listing;
import java.util.ArrayList;
import java.util.List;

/** Commands for vectors of buffers, transfers inside the kernel, and space in files. */
public final class TransferCommands implements CommandTopic {
  private Context context;

  @Override
  public String title() {
    return "Several buffers, transfers inside the kernel, file space";
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
  }

  @Command(
      summary = "read into several buffers, one after the other",
      man = "readv(2)",
      blocks = true,
      details =
          """
          Returns a list with a Message for each buffer; buffers that the data did not reach are
          empty. At end of file .eof of all of them is true.""",
      examples =
          """
          (r, w) = pipe()
          write w, 'HEADbody'
          (head, body) = readv(r, [4, 100])
          head  //=> 4 bytes "HEAD"
          body  //=> 4 bytes "body"
          """)
  public List<Message> readv(Fd fd, List<?> sizes) {
    int[] rooms = new int[sizes.size()];
    long all = 0;
    for (int i = 0; i < rooms.length; i++) {
      rooms[i] = size(sizes.get(i));
      all += rooms[i];
    }
    List<byte[]> pieces = context.sys().transfers().readv(context.number(fd), rooms);
    int asked = (int) Math.min(all, Conversion.MOST_READ);
    int got = pieces.stream().mapToInt(piece -> piece.length).sum();
    Message.End end = EndOfFile.of(context, fd, asked, got);
    List<Message> messages = new ArrayList<>();
    pieces.forEach(piece -> messages.add(Message.read(piece, end)));
    return new Listing<>(messages, "no buffers");
  }

  /** The size of a buffer, limited to what the kernel would fill. */
  private static int size(Object given) {
    if (given instanceof Integer || given instanceof Long) {
      long size = ((Number) given).longValue();
      if (size >= 0) {
        return (int) Math.min(size, Conversion.MOST_READ);
      }
    }
    throw Conversion.wanted("sizes of 0 or more in the list", given);
  }

  @Command(
      summary = "write the data of several buffers, in one call",
      man = "writev(2)",
      saves = SavedAs.RESULT,
      blocks = true,
      details = "On a datagram or seqpacket socket all of it is one message.",
      examples =
          """
          (a, b) = socketpair AF_UNIX, SOCK_SEQPACKET
          writev a, ['HEAD', 'body']  //=> 8
          recv b                      //=> 8 bytes "HEADbody"
          """)
  public Number writev(Fd fd, List<?> data) {
    List<byte[]> pieces = new ArrayList<>();
    for (Object piece : data) {
      pieces.add(Conversion.data(piece));
    }
    return moved(context.sys().transfers().writev(context.number(fd), pieces));
  }

  private static Number moved(long bytes) {
    return FileCommands.narrowed(bytes);
  }

  @Command(
      summary = "allocate file space, or punch a hole",
      man = "fallocate(2)",
      blocks = true,
      details =
          """
          Without flags the file is extended to the end of the range. FALLOC_FL_KEEP_SIZE
          allocates beyond its end; FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE frees a range,
          which then reads as zeros.""",
      examples =
          """
          m = memfd_create 'room'
          fallocate m, 0, 0, 8192  //=> 0
          fstat(m).size            //=> 8192
          fallocate m, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0, 4096
          """)
  public int fallocate(
      Fd fd, @Default("0") @Flags("FALLOC_FL_") int mode, long offset, long length) {
    return context.sys().transfers().fallocate(context.number(fd), mode, offset, length);
  }

  @Command(
      summary = "allocate file space for a range of bytes",
      man = "posix_fallocate(3)",
      blocks = true,
      details =
          "Where the file system has no fallocate(2), the C library writes zeros into each block.",
      examples =
          """
          m = memfd_create 'room'
          posix_fallocate m, 0, 100  //=> 0
          fstat(m).size              //=> 100
          fails(EINVAL) { posix_fallocate m, 0, 0 }
          """)
  public int posix_fallocate(Fd fd, long offset, long length) {
    return context.sys().transfers().posixFallocate(context.number(fd), offset, length);
  }

  @Command(
      summary = "send a part of a file to a socket, pipe or file, inside the kernel",
      man = "sendfile(2)",
      saves = SavedAs.RESULT,
      blocks = true,
      details =
          """
          Returns the number of bytes moved; 0 at end of file. Without offset: it begins at the
          file offset of in and moves it; with offset: the file offset stays as it is. What in
          refers to must be a file that mmap can map, not a socket or a pipe.""",
      examples =
          """
          (a, b) = socketpair()
          f = memfd_create 'page'
          write f, 'hello, world'
          sendfile a, f, 5, offset: 7  //=> 5
          recv b                       //=> 5 bytes "world"
          """)
  public Number sendfile(Fd out, Fd in, long n, @Option Long offset) {
    int to = context.number(out);
    return moved(context.sys().transfers().sendfile(to, context.number(in), n, offset));
  }

  @Command(
      summary = "move data from or to a pipe, inside the kernel",
      man = "splice(2)",
      saves = SavedAs.RESULT,
      blocks = true,
      details =
          """
          in or out, or both, must be a pipe. Returns the number of bytes moved; 0 at end of file.
          The data do not pass through the memory of the process. SPLICE_F_NONBLOCK does not wait
          for the pipe.""",
      examples =
          """
          (r, w) = pipe()
          (a, b) = socketpair()
          write w, 'through the kernel'
          splice r, a, 100  //=> 18
          recv b            //=> 18 bytes "through the kernel"
          """)
  public Number splice(Fd in, Fd out, long n, @Default("0") @Flags("SPLICE_F_") int flags) {
    int from = context.number(in);
    return moved(context.sys().transfers().splice(from, context.number(out), n, flags));
  }

  @Command(
      summary = "duplicate the data of a pipe into another one, without consuming them",
      man = "tee(2)",
      saves = SavedAs.RESULT,
      blocks = true,
      details = "Both must be pipes. Returns the number of bytes that are in both pipes now.",
      examples =
          """
          (r, w) = pipe()
          (r2, w2) = pipe()
          write w, 'twice'
          tee r, w2, 100  //=> 5
          read r          //=> 5 bytes "twice"
          read r2         //=> 5 bytes "twice"
          """)
  public Number tee(Fd in, Fd out, long n, @Default("0") @Flags("SPLICE_F_") int flags) {
    int from = context.number(in);
    return moved(context.sys().transfers().tee(from, context.number(out), n, flags));
  }
}
