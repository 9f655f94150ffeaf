package ipcsh.command.topic;

import ipcsh.command.Context;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Flags;
import ipcsh.handle.Fd;
import ipcsh.sys.abi.SocketConstants;

/** Commands for socket options. */
public final class OptionCommands implements CommandTopic {
  private Context context;

  @Override
  public String title() {
    return "Socket options";
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
  }

  @Command(
      summary = "get a socket option",
      man = "getsockopt(2)",
      details =
          """
          Returns an int, or, for a struct, a map with the names of its C fields; the common
          prefix of the fields may be omitted: SO_PEERCRED has pid, uid, gid; SO_LINGER l_onoff
          (onoff), l_linger; SO_RCVTIMEO and SO_SNDTIMEO tv_sec (sec), tv_usec; TCP_INFO tcpi_rtt
          (rtt, in us) and the rest; SO_MEMINFO SK_MEMINFO_RMEM_ALLOC (rmem_alloc) and the rest.
          SO_PEERGROUPS is a list. SO_PEERPIDFD is a new descriptor.""",
      examples =
          """
          (a, b) = socketpair()
          getsockopt a, SOL_SOCKET, SO_TYPE                           //=> 1
          getsockopt(a, SOL_SOCKET, SO_PEERCRED).pid == getpid()      //=> true
          """)
  public Object getsockopt(
      Fd fd, @Flags("SOL_") int level, @Flags({"SO_", "TCP_", "IP_", "IPV6_"}) int name) {
    Object value =
        OptionValue.read(level, name, context.sys().options().get(context.number(fd), level, name));
    boolean descriptor =
        level == SocketConstants.SOL_SOCKET && name == SocketConstants.SO_PEERPIDFD;
    return descriptor && value instanceof Integer number ? context.opened(number) : value;
  }

  @Command(
      summary = "set a socket option",
      man = "setsockopt(2)",
      details =
          """
          The value is an int or true/false; a time for SO_RCVTIMEO and SO_SNDTIMEO; seconds or
          [l_onoff: 1, l_linger: 5] for SO_LINGER; a String or bytes for other options.""",
      examples =
          """
          s = socket AF_INET
          setsockopt s, SOL_SOCKET, SO_REUSEADDR, 1                       //=> 0
          setsockopt s, SOL_SOCKET, SO_LINGER, [l_onoff: 1, l_linger: 5]  //=> 0
          getsockopt s, SOL_SOCKET, SO_LINGER                             //=> [l_onoff:1, l_linger:5]
          setsockopt s, SOL_SOCKET, SO_RCVTIMEO, 250.ms                   //=> 0
          """)
  public int setsockopt(
      Fd fd,
      @Flags("SOL_") int level,
      @Flags({"SO_", "TCP_", "IP_", "IPV6_"}) int name,
      Object value) {
    byte[] bytes = OptionValue.write(level, name, value);
    return context.sys().options().set(context.number(fd), level, name, bytes, value);
  }
}
