package ipcsh.command.topic;

import static ipcsh.sys.abi.SocketConstants.MSG_CTRUNC;
import static ipcsh.sys.abi.SocketConstants.MSG_ERRQUEUE;
import static ipcsh.sys.abi.SocketConstants.SCM_CREDENTIALS;
import static ipcsh.sys.abi.SocketConstants.SOCK_STREAM;
import static ipcsh.sys.abi.SocketConstants.SOL_SOCKET;

import ipcsh.command.Context;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Conversion;
import ipcsh.command.model.Default;
import ipcsh.command.model.Flags;
import ipcsh.command.model.Option;
import ipcsh.command.model.SavedAs;
import ipcsh.command.model.Size;
import ipcsh.handle.Fd;
import ipcsh.handle.Message;
import ipcsh.handle.UsageException;
import ipcsh.sys.abi.ControlMessage;
import ipcsh.sys.abi.Credentials;
import ipcsh.sys.abi.SocketAddress;
import ipcsh.sys.function.Messages;
import ipcsh.sys.function.Processes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Commands for messages with descriptors and credentials. */
public final class MessageCommands implements CommandTopic {
  private Context context;

  @Override
  public String title() {
    return "Messages with descriptors and credentials";
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
  }

  @Command(
      summary = "send a message with an address, descriptors or credentials",
      man = "sendmsg(2)",
      saves = SavedAs.RESULT,
      blocks = true,
      examples =
          """
          (a, b) = socketpair()
          (r, w) = pipe()
          sendmsg a, 'take this', fds: [r, w]  //=> 9
          recvmsg b  //=> 9 bytes "take this"  [fd 7  pipe  read end]  [fd 8  pipe  write end]
          """)
  public int sendmsg(
      Fd fd,
      byte[] data,
      @Option CharSequence to,
      @Option List<?> fds,
      @Option Map<?, ?> cred,
      @Option @Default("0") @Flags("MSG_") Integer flags) {
    SocketAddress address = to == null ? null : context.address(fd, to);
    Credentials credentials = cred == null ? null : credentials(cred);
    int number = context.number(fd);
    return context
        .sys()
        .messages()
        .sendmsg(number, data, address, numbers(fds), credentials, flags);
  }

  private int[] numbers(List<?> fds) {
    int[] numbers = new int[fds == null ? 0 : fds.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = number(fds.get(i));
    }
    return numbers;
  }

  private int number(Object given) {
    if (given instanceof Fd fd) {
      return context.number(fd);
    }
    if (given instanceof Integer number) {
      return context.number(context.descriptors().named(number, false));
    }
    throw Conversion.wanted("descriptors in fds:", given);
  }

  /** Credentials to send; omitted fields have their true values. */
  private Credentials credentials(Map<?, ?> given) {
    for (Object key : given.keySet()) {
      if (!List.of("pid", "uid", "gid").contains(String.valueOf(key))) {
        throw new IllegalArgumentException("cred: expected [pid:, uid:, gid:], given " + key + ":");
      }
    }
    Processes self = context.kernel().quiet().processes();
    return new Credentials(
        id(given, "pid", self.getpid()),
        id(given, "uid", self.getuid()),
        id(given, "gid", self.getgid()));
  }

  private static int id(Map<?, ?> given, String key, int truth) {
    Object value = given.get(key);
    if (value == null) {
      return truth;
    }
    if (value instanceof Number number) {
      return number.intValue();
    }
    throw Conversion.wanted("a number for cred: " + key, value);
  }

  @Command(
      summary = "receive a message with its sender, descriptors and credentials",
      man = "recvmsg(2)",
      saves = SavedAs.RESULT,
      blocks = true,
      details =
          """
          control: is the exact size in bytes of the buffer for control messages; what does not
          fit is lost, and .controlTruncated says so. .fds are the descriptors, now open in this
          process; .cred are the credentials of the sender (SO_PASSCRED), .pidfd is the sender as
          a descriptor (SO_PASSPIDFD, Linux 6.5), .timestamp is when the message arrived
          (SO_TIMESTAMP), .inq the number of bytes that are left (SO_INQ, Linux 6.17). With
          MSG_ERRQUEUE .error is an error that the network has reported (IP_RECVERR): ee_errno,
          ee_origin, ee_type, ee_code, ee_info, ee_data and the offender.\
          """,
      examples =
          """
          (a, b) = socketpair AF_UNIX, SOCK_SEQPACKET
          setsockopt b, SOL_SOCKET, SO_PASSCRED, 1
          send a, 'who am I'
          m = recvmsg b
          m.cred.pid == getpid()  //=> true
          """)
  public Message recvmsg(
      Fd fd,
      @Default("65536") @Size int n,
      @Default("0") @Flags("MSG_") int flags,
      @Option Integer control) {
    int room = control == null ? 4096 : FileCommands.size(control);
    Messages.Arrived got =
        context.sys().messages().recvmsg(context.number(fd), FileCommands.size(n), flags, room);
    List<Fd> fds = new ArrayList<>();
    for (int number : got.fds()) {
      fds.add(context.opened(number));
    }
    Fd pidfd = got.pidfd() < 0 ? null : context.opened(got.pidfd());
    Message.End end = got.length() > 0 ? Message.End.NONE : end(fd, n, flags, got);
    Message message =
        Message.received(got.data(), got.length(), got.from(), got.flags(), end)
            .with(fds, pidfd, map(got.credentials()), got.control());
    QueuedError error = QueuedError.in(got.control());
    return error == null ? message : message.with(error);
  }

  /**
   * Whether no data means end of file. With SO_PASSCRED the end of a stream carries credentials of
   * no process; an empty record carries its sender's, and the end of records none.
   */
  private Message.End end(Fd fd, int n, int flags, Messages.Arrived got) {
    boolean isStream = context.descriptors().type(fd) == SOCK_STREAM;
    boolean isMessage =
        (flags & MSG_ERRQUEUE) != 0
            || (got.flags() & MSG_CTRUNC) != 0
            || (isStream
                ? !got.control().stream().allMatch(MessageCommands::isCredentials)
                : !got.control().isEmpty() || SocketCommands.isNamed(got.from()));
    if (isMessage) {
      return Message.End.NONE;
    }
    Message.End end = EndOfFile.of(context, fd, n, 0);
    return end == Message.End.PERHAPS && EndOfFile.bringsCredentials(context, fd)
        ? Message.End.MET
        : end;
  }

  private static boolean isCredentials(ControlMessage message) {
    return message.level() == SOL_SOCKET && message.type() == SCM_CREDENTIALS;
  }

  static Map<String, Integer> map(Credentials credentials) {
    if (credentials == null) {
      return null;
    }
    Map<String, Integer> map = new LinkedHashMap<>();
    map.put("pid", credentials.pid());
    map.put("uid", credentials.uid());
    map.put("gid", credentials.gid());
    return map;
  }

  @Command(
      summary = "pass open descriptors over a UNIX domain socket",
      man = "unix(7)",
      saves = SavedAs.RESULT,
      blocks = true,
      details =
          """
          One descriptor, or a list of up to 253 that are sent in one message. The receiver gets
          new descriptors for the same open file descriptions. On a stream socket a byte of data
          is sent with them. to: is the address for a datagram socket that is not connected.\
          """,
      examples =
          """
          (a, b) = socketpair()
          (r, w) = pipe()
          sendfd a, w            //=> 1
          w2 = recvfd b          //=> fd 7  pipe  write end
          write w2, 'x'
          read r                 //=> 1 byte "x"
          sendfd a, [r, w], 'two of them'
          recvmsg b              //=> 11 bytes "two of them"  [fd 8  pipe  read end]  [fd 9  pipe  write end]
          """)
  public int sendfd(
      Fd sock,
      Fd[] fd,
      @Default("'\\0'") byte[] data,
      @Option CharSequence to,
      @Option @Default("0") @Flags("MSG_") Integer flags) {
    if (fd.length == 0) {
      throw new IllegalArgumentException("fd: expected a descriptor or several, given []");
    }
    return sendmsg(sock, data, to, List.of(fd), null, flags);
  }

  @Command(
      summary = "receive one descriptor passed over a UNIX domain socket",
      man = "unix(7)",
      blocks = true,
      details =
          """
          If a message carries several descriptors, returns the first and closes the others: they
          are lost, as for a C program whose buffer holds only one. recvmsg returns all of them,
          and the data.\
          """,
      examples =
          """
          (a, b) = socketpair()
          sendfd a, a
          recvfd b  //=> fd 5  unix stream  connected
          """)
  public Fd recvfd(Fd sock) {
    Message message = recvmsg(sock, 65536, 0, null);
    if (message.getPidfd() != null) {
      context.close(message.getPidfd());
    }
    if (message.isEof()) {
      throw new UsageException(
          "recvfd: expected a descriptor, but " + "the peer has closed the connection");
    }
    List<Fd> fds = message.getFds();
    if (fds.isEmpty()) {
      throw new UsageException(
          "recvfd: expected a descriptor, but a message arrived without one: " + message);
    }
    fds.subList(1, fds.size()).forEach(context::close);
    return fds.get(0);
  }
}
