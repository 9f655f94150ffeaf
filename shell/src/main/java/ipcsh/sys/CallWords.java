package ipcsh.sys;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The words of a call as the arguments that a {@link FailedCall} has. */
final class CallWords {
  /** In front of these a size is a length of theirs. */
  private static final Set<String> MEASURED = Set.of("in", "addr", "opt");

  /** These are not passed to C's function of this name, or they are buffers for results. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "dirfd", "ptr", "out", "outpath", "outaddr", "outlen", "outmsg", "outopt", "outpair",
          "outint");

  private CallWords() {}

  static List<Object> of(NativeFunction function, long[] words) {
    List<Object> given = new ArrayList<>();
    String[] kinds = function.signature().split(" ");
    for (int i = 0; i < kinds.length && !kinds[i].isEmpty(); i++) {
      long word = words[i];
      if (LEFT_OUT.contains(kinds[i])
          || kinds[i].equals("size") && MEASURED.contains(kinds[i - 1])) {
        continue;
      }
      switch (kinds[i]) {
        case "path" ->
            given.add(word == 0 ? null : KernelText.decode(StraceArguments.cBytes(word)));
        case "in" -> given.add(StraceArguments.bytes(word, words[i + 1]));
        case "addr" -> given.add(address(word, (int) words[i + 1]));
        case "inmsg" -> message(word, given);
        case "fd", "int", "fcntl" -> given.add((int) word);
        default ->
            given.add(
                kinds[i].endsWith("_") || kinds[i].contains(",") || kinds[i].equals("W")
                    ? CallText.constant(kinds[i], (int) word)
                    : (Object) word);
      }
    }
    return given;
  }

  private static SocketAddress address(long at, int length) {
    return at == 0 ? null : SocketAddress.of(StraceArguments.bytes(at, length));
  }

  /** A message to be sent, as {@link Messages#sendmsg} was given it. */
  private static void message(long at, List<Object> given) {
    ByteBuffer header = Libc.view(at, MessageLayout.MSGHDR_SIZE);
    ByteBuffer vector = Libc.view(header.getLong(MessageLayout.MSG_IOV), MessageLayout.IOVEC_SIZE);
    given.add(
        StraceArguments.bytes(
            vector.getLong(MessageLayout.IOV_BASE), vector.getLong(MessageLayout.IOV_LEN)));
    SocketAddress to =
        address(header.getLong(MessageLayout.MSG_NAME), header.getInt(MessageLayout.MSG_NAMELEN));
    int[] fds = {};
    Credentials credentials = null;
    long control = header.getLong(MessageLayout.MSG_CONTROL);
    int length = (int) header.getLong(MessageLayout.MSG_CONTROLLEN);
    if (control != 0 && length > 0) {
      NativeMemory memory = new NativeMemory(Libc.view(control, length), 0, control, length);
      for (ControlMessage message : ControlMessage.read(memory, length)) {
        ByteBuffer data = ByteBuffer.wrap(message.data()).order(ByteOrder.nativeOrder());
        if (message.type() == SocketConstants.SCM_RIGHTS) {
          fds = new int[message.data().length / Integer.BYTES];
          data.asIntBuffer().get(fds);
        } else if (message.type() == SocketConstants.SCM_CREDENTIALS) {
          credentials = new Credentials(data.getInt(), data.getInt(), data.getInt());
        }
      }
    }
    given.add(new FailedCall.Unshown("to", to));
    given.add(new FailedCall.Unshown("fds", fds));
    given.add(new FailedCall.Unshown("cred", credentials));
  }
}
