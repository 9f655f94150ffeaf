package ipcsh.command;

import ipcsh.handle.Fd;
import ipcsh.sys.SocketConstants;

/** Socket options. */
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
      summary = "what an option of a socket is",
      man = "getsockopt(2)",
      details =
          """
          An int, or a map for a struct, whose fields are found by C's names and without what stands
          in front of all of them: SO_PEERCRED has pid, uid, gid; SO_LINGER onoff (l_onoff), linger;
          SO_RCVTIMEO and SO_SNDTIMEO sec (tv_sec), usec; TCP_INFO tcpi_rtt (in us) and the rest;
          SO_MEMINFO rmem_alloc, rcvbuf, ... (what linux/sock_diag.h calls SK_MEMINFO_*).
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
      summary = "change an option of a socket",
      man = "setsockopt(2)",
      details =
          """
          The value is an int or true/false, a time for SO_RCVTIMEO and SO_SNDTIMEO, seconds or
          [onoff: 1, linger: 5] for SO_LINGER, a String or bytes for the rest.""",
      examples =
          """
          s = socket AF_INET
          setsockopt s, SOL_SOCKET, SO_REUSEADDR, 1                    //=> 0
          setsockopt s, SOL_SOCKET, SO_LINGER, [onoff: 1, linger: 5]   //=> 0
          getsockopt s, SOL_SOCKET, SO_LINGER                          //=> [onoff:1, linger:5]
          setsockopt s, SOL_SOCKET, SO_RCVTIMEO, 250.ms                //=> 0
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
