package ipcsh.command.topic;

import ipcsh.command.Context;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Conversion;
import ipcsh.command.model.Default;
import ipcsh.command.model.Flags;
import ipcsh.command.model.Option;
import ipcsh.handle.Fd;
import ipcsh.handle.UsageException;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.SocketAddress;
import ipcsh.sys.function.AddressLookup;
import ipcsh.sys.text.EscapedText;
import java.util.ArrayList;
import java.util.List;

/** Commands for host names, and for the urgent mark. */
public final class AddressCommands implements CommandTopic {
  /** Names and messages of the errors of netdb.h, by their negated numbers. */
  private static final class Errors {
    static final String[] ALL = {
      "",
      "EAI_BADFLAGS (Bad value for ai_flags)",
      "EAI_NONAME (Name or service not known): no such host is known here",
      "EAI_AGAIN (Temporary failure in name resolution): no name server has answered",
      "EAI_FAIL (Non-recoverable failure in name resolution)",
      "EAI_NODATA (No address associated with hostname)",
      "EAI_FAMILY (ai_family not supported)",
      "EAI_SOCKTYPE (ai_socktype not supported)",
      "EAI_SERVICE (Servname not supported for ai_socktype): no such service is in /etc/services",
      "EAI_ADDRFAMILY (Address family for hostname not supported)",
      "EAI_MEMORY (Memory allocation failure)",
      "EAI_SYSTEM (System error)",
      "EAI_OVERFLOW (Argument buffer overflow)"
    };
  }

  private Context context;

  @Override
  public String title() {
    return "Hosts and marks";
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
  }

  @Command(
      summary = "translate a host and a service to socket addresses",
      man = "getaddrinfo(3)",
      details =
          """
          Returns a list of addresses, each once, in the order in which they are to be tried; the
          service is a port or a name of /etc/services. Without a host they are those of this
          machine, with AI_PASSIVE the addresses to bind. flags: AI_NUMERICHOST: the host must be
          an address, and no name is looked up; family: AF_INET or AF_INET6 and type: SOCK_STREAM
          select. Its errors are not errnos: their names begin with EAI_.""",
      examples =
          """
          getaddrinfo '127.0.0.1', 80                      //=> [127.0.0.1:80]
          getaddrinfo null, '80', family: AF_INET, flags: AI_PASSIVE  //=> [0.0.0.0:80]
          getaddrinfo '::1', '80', flags: AI_NUMERICHOST   //=> [[::1]:80]
          """)
  public List<CharSequence> getaddrinfo(
      String host,
      Object service,
      @Option @Default("AF_UNSPEC") @Flags("AF_") Integer family,
      @Option @Default("0") @Flags("SOCK_") Integer type,
      @Option @Default("0") @Flags("AI_") Integer flags) {
    String name = service(service);
    // the library opens files, whose numbers must not interfere with those of the session
    AddressLookup.Found found =
        context.withOwnTable(
            () ->
                context
                    .kernel()
                    .home()
                    .addressLookup()
                    .getaddrinfo(host, name, flags, family, type));
    if (found.error() != 0) {
      throw new UsageException(failure(host, name, found.error()));
    }
    List<CharSequence> addresses = new ArrayList<>();
    for (SocketAddress address : found.addresses()) {
      addresses.add(SocketCommands.text(address));
    }
    return addresses;
  }

  private static String service(Object given) {
    if (given instanceof CharSequence || given instanceof Integer) {
      return given.toString();
    }
    throw Conversion.wanted("service: a port or the name of a service", given);
  }

  private static String failure(String host, String service, int error) {
    String what = -error > 0 && -error < Errors.ALL.length ? Errors.ALL[-error] : "" + error;
    return "getaddrinfo(" + shown(host) + ", " + shown(service) + ") = " + what;
  }

  private static String shown(String text) {
    return text == null ? "NULL" : "\"" + EscapedText.word(text) + "\"";
  }

  @Command(
      summary = "test whether the next byte to read is the urgent one",
      man = "sockatmark(3)",
      details =
          """
          1 at the mark, 0 before and after it. The same as ioctl(fd, SIOCATMARK). On an AF_UNIX
          stream the urgent byte is the last one of a send with MSG_OOB.""",
      examples =
          """
          (a, b) = socketpair()
          send a, 'abc'
          send a, '!', MSG_OOB
          sockatmark b                                     //=> 0
          recv b, 3                                        //=> 3 bytes "abc"
          sockatmark b                                     //=> 1
          recv(b, 1, MSG_OOB).text                         //=> !
          """)
  public int sockatmark(Fd fd) {
    return context.sys().files().ioctl(context.number(fd), FileConstants.SIOCATMARK, 0);
  }
}
