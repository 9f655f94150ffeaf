package ipcsh.sys.trace;

import ipcsh.sys.abi.CallText;
import ipcsh.sys.abi.ControlMessage;
import ipcsh.sys.abi.Credentials;
import ipcsh.sys.abi.FailedCall;
import ipcsh.sys.abi.Libc;
import ipcsh.sys.abi.MessageLayout;
import ipcsh.sys.abi.NativeMemory;
import ipcsh.sys.abi.RecordLock;
import ipcsh.sys.abi.SocketAddress;
import ipcsh.sys.abi.SocketConstants;
import ipcsh.sys.abi.SysVLayout;
import ipcsh.sys.function.Messages;
import ipcsh.sys.invoke.Argument;
import ipcsh.sys.invoke.ArgumentKind;
import ipcsh.sys.invoke.NativeFunction;
import ipcsh.sys.text.KernelText;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Converts the argument words of a call to the arguments of a {@link FailedCall}. */
final class CallWords {
  private CallWords() {}

  static List<Object> of(NativeFunction function, long[] words) {
    List<Object> given = new ArrayList<>();
    List<Argument> arguments = function.arguments();
    for (int i = 0; i < arguments.size(); i++) {
      long word = words[i];
      ArgumentKind kind = arguments.get(i).kind();
      boolean isSize = kind == ArgumentKind.SIZE && arguments.get(i - 1).kind().isMeasured();
      // not an argument of the C function of this name, or a buffer for results
      if (kind.isResult() || kind == ArgumentKind.DIRECTORY_FD || isSize) {
        continue;
      }
      switch (kind) {
        case PATH, QUEUE_NAME ->
            given.add(word == 0 ? null : KernelText.decode(StraceArguments.cBytes(word)));
        case IN -> given.add(StraceArguments.bytes(word, words[i + 1]));
        case IN_PLACE -> given.add(new FailedCall.Unshown(FailedCall.SIZE, (int) words[i + 1]));
        case IN_MSGBUF -> {
          given.add(Libc.view(word, SysVLayout.MTEXT).getLong(0));
          given.add(StraceArguments.bytes(word + SysVLayout.MTEXT, words[i + 1]));
        }
        case KEY, IPC_FLAGS, IPC_COMMAND -> given.add((int) word);
        case ADDRESS -> given.add(address(word, (int) words[i + 1]));
        case IN_MESSAGE -> message(word, given);
        case IN_VECTOR ->
            given.add(StraceArguments.vector(word, (int) words[i + 1], Integer.MAX_VALUE));
        case FD, INT, ID, PERMISSIONS -> given.add((int) word);
        case FCNTL -> given.add(fcntl((int) words[i - 1], word));
        case CONSTANTS -> given.add(CallText.constant(arguments.get(i).family(), (int) word));
        default -> given.add(word);
      }
    }
    return given;
  }

  private static Object fcntl(int command, long word) {
    int size = RecordLock.STRUCT_SIZE;
    return RecordLock.isTakenBy(command) && word != 0
        ? RecordLock.read(new NativeMemory(Libc.view(word, size), 0, word, size))
        : (Object) (int) word;
  }

  private static SocketAddress address(long at, int length) {
    return at == 0 ? null : SocketAddress.of(StraceArguments.bytes(at, length));
  }

  /** A message to be sent, with the arguments of {@link Messages#sendmsg}. */
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
