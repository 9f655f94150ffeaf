package ipcsh.cexport;

/**
 * Receiving: the call, its buffer, and what is received with the bytes, recv(2), recvmsg(2),
 * cmsg(3).
 */
final class Receiving {
  /** The size of the buffer if the number of bytes is not known here. */
  private static final long LARGEST = 65536;

  private final Writer w;
  private final Expressions expressions;

  Receiving(Writer w, Expressions expressions) {
    this.w = w;
    this.expressions = expressions;
  }

  /** A receiving call that is written when the bytes are used; with a {@code msghdr} or without. */
  private record Pending(Received to, boolean header, boolean named, String fd, String asked) {}

  /** The call; it is written when {@link #there} is called. */
  Value call(CallArguments a, Received target, String function, String behind) {
    Received to = target == null ? w.buffer("size") : target;
    name(to);
    boolean queue = function.equals("mq_receive");
    String fd = a.fd(queue ? "mq" : "fd");
    String n;
    long most;
    to.queued = queue;
    if (queue && !a.has("n")) {
      // the program would have to query the queue's maximum message size: this is larger than usual
      n = String.valueOf(LARGEST);
      most = LARGEST;
    } else if (!a.has("n")) {
      n = a.number("n");
      most = ((Number) a.defaultValue("n")).longValue();
    } else {
      Value count = a.value("n");
      n = count.c();
      most = LARGEST;
      if (count.constant() instanceof Integer number && number >= 0) {
        most = number;
      } else {
        w.needs.helper(Helper.BOUNDED);
        n = "bounded(" + n + ", sizeof " + to.data + " - 1)";
      }
    }
    if (behind.contains("MSG_TRUNC") && to.text) {
      throw expressions.refuse(
          a.call(),
          "with MSG_TRUNC the result exceeds the contents of the buffer; only its .length is translated");
    }
    if (function.equals("recvmsg") && a.get("control") == null) {
      to.use("fds");
    }
    if (to.end && w.mode != Writer.Mode.PLAIN && function.matches("recvfrom|recvmsg")) {
      // end of file has no sender
      to.use("from");
    }
    to.atMost(most);
    declare(to);
    if (queue && to.priority) {
      w.home(to).declare("unsigned ", to.part("priority"), "");
      behind = ", &" + to.part("priority");
    }
    boolean socket = function.startsWith("recv");
    if (socket && (to.hasHeader() || function.equals("recvmsg"))) {
      return header(a, to, fd, n, behind);
    }
    if (socket && to.from) {
      SockaddrLocation from = to.sender();
      w.needs.header("sys/socket.h");
      w.home(to).declare("struct sockaddr_storage ", from.storage(), "");
      w.home(to).declare("socklen_t ", from.size(), "");
      w.frame.line(from.size() + " = sizeof " + from.storage() + ";");
      return Value.call(
              Kind.MESSAGE,
              "recvfrom("
                  + fd
                  + ", "
                  + to.data
                  + ", "
                  + n
                  + behind
                  + ", (struct sockaddr *)&"
                  + from.storage()
                  + ", &"
                  + from.size()
                  + ")")
          .with(new Pending(to, false, function.equals("recvfrom") && to.from, fd, n));
    }
    if (function.equals("recvfrom")) {
      behind += ", NULL, NULL";
    }
    return Value.call(Kind.MESSAGE, function + "(" + fd + ", " + to.data + ", " + n + behind + ")")
        .with(new Pending(to, false, function.equals("recvfrom") && to.from, fd, n));
  }

  /** Writes the call that fills a vector from another one, each by its name; n is its size. */
  @FunctionalInterface
  interface VectorCall {
    String of(String local, String remote, String n);
  }

  /** A call that reads into a vector of one buffer. */
  Value vector(CallArguments a, Received target, VectorCall call) {
    Received to = target == null ? w.buffer("size") : target;
    name(to);
    Value count = a.value("n");
    String n = count.c();
    long most = LARGEST;
    if (count.constant() instanceof Integer number && number >= 0) {
      most = number;
    } else {
      w.needs.helper(Helper.BOUNDED);
      n = "bounded(" + n + ", sizeof " + to.data + " - 1)";
    }
    to.atMost(most);
    declare(to);
    String local = w.temporary("local", "struct iovec ", "");
    String remote = w.temporary("remote", "struct iovec ", "");
    w.frame.line(local + " = (struct iovec){ " + to.data + ", " + n + " };");
    return Value.call(Kind.MESSAGE, call.of(local, remote, n))
        .with(new Pending(to, false, false, "-1", n));
  }

  /** A message of a System V queue: its type is received as well. */
  Value queued(CallArguments a, Received target) {
    Received to = target == null ? w.buffer("size") : target;
    name(to);
    String queue = a.object("q");
    String n = a.number("n");
    long most = LARGEST;
    if (!a.has("n")) {
      most = ((Number) a.defaultValue("n")).longValue();
    } else if (a.value("n").constant() instanceof Integer number && number >= 0) {
      most = number;
    } else {
      throw expressions.refuse(a.call(), "a literal number of bytes is expected");
    }
    to.atMost(most);
    declare(to);
    to.type = to.part("type");
    w.home(to).declare("long ", to.type, "");
    String behind = a.number("type") + ", " + a.number("flags");
    Pending pending = new Pending(to, false, false, queue, n);
    if (w.mode == Writer.Mode.PLAIN) {
      String message = to.part("message");
      w.home(to)
          .declare("struct { long mtype; char mtext[" + Math.max(1, most) + "]; } ", message, "");
      return Value.call(
              Kind.MESSAGE, "msgrcv(" + queue + ", &" + message + ", " + n + ", " + behind + ")")
          .with(pending);
    }
    w.needs.helper(Helper.RECEIVE_MESSAGE);
    return Value.call(
            Kind.MESSAGE,
            "receive_message("
                + queue
                + ", &"
                + to.type
                + ", "
                + to.data
                + ", "
                + n
                + ", "
                + behind
                + ")")
        .with(pending);
  }

  /** Writes the call: the bytes have been received after it. */
  Received there(Value message) {
    if (message.more() instanceof Received there) {
      return there;
    }
    Pending pending = (Pending) message.more();
    Received to = pending.to;
    Value size = w.checked(message.as(Kind.SIZE));
    w.frame.line(to.size + " = " + size.c() + ";");
    if (pending.header && to.from) {
      w.frame.line(to.sender().size() + " = " + to.part("header") + ".msg_namelen;");
    }
    if (pending.header && w.mode == Writer.Mode.PLAIN && (to.passed || to.cred)) {
      controls(to);
    }
    if (pending.header && to.passed && w.mode != Writer.Mode.PLAIN) {
      w.needs.helper(Helper.TAKE_FDS);
      w.home(to).declare("int ", to.part("fds"), "[253]");
      w.home(to).declare("int ", to.part("fd_count"), "");
      w.frame.line(
          to.part("fd_count") + " = take_fds(&" + to.part("header") + ", " + to.part("fds") + ");");
    }
    if (pending.header && to.cred && w.mode != Writer.Mode.PLAIN) {
      w.needs.helper(Helper.TAKE_CRED);
      w.home(to).declare("struct ucred ", to.part("cred"), "");
      w.frame.line(to.part("cred") + " = take_cred(&" + to.part("header") + ");");
    }
    if (to.end && w.mode != Writer.Mode.PLAIN) {
      w.needs.helper(Helper.AT_END);
      if (pending.header) {
        w.needs.helper(Helper.BRINGS_NOTHING);
      }
      w.home(to).declare("int ", to.part("eof"), "");
      w.frame.line(
          to.part("eof")
              + " = "
              + (pending.named ? to.part("from_size") + " <= sizeof(sa_family_t) && " : "")
              + (pending.header ? "brings_nothing(&" + to.part("header") + ") && " : "")
              + "at_end("
              + pending.fd
              + ", "
              + to.size
              + ", "
              + pending.asked
              + ");");
    }
    if (w.mode == Writer.Mode.PLAIN && to.text) {
      w.frame.line(to.data + "[" + to.size + "] = '\\0';");
    } else if (to.text) {
      w.needs.helper(Helper.TEXT);
    }
    return to;
  }

  /** The control messages, as a single line reads them: cmsg(3). */
  private void controls(Received to) {
    w.needs.header("string.h");
    String header = "&" + to.part("header");
    w.frame.open(
        "for (struct cmsghdr *c = CMSG_FIRSTHDR("
            + header
            + "); c != NULL; c = CMSG_NXTHDR("
            + header
            + ", c))");
    if (to.passed) {
      String fds = to.part("fds");
      w.home(to).declare("int ", fds, "[253]");
      w.frame.open("if (c->cmsg_type == SCM_RIGHTS)");
      String count = to.part("fd_count");
      w.home(to).declare("int ", count, "");
      w.frame.line(count + " = (c->cmsg_len - CMSG_LEN(0)) / sizeof(int);");
      w.frame.line("memcpy(" + fds + ", CMSG_DATA(c), " + count + " * sizeof(int));");
      w.frame.close("");
    }
    if (to.cred) {
      String cred = to.part("cred");
      w.home(to).declare("struct ucred ", cred, "");
      w.frame.open("if (c->cmsg_type == SCM_CREDENTIALS)");
      w.frame.line("memcpy(&" + cred + ", CMSG_DATA(c), sizeof " + cred + ");");
      w.frame.close("");
    }
    w.frame.close("");
  }

  /** Names it, if its buffer has no name yet. */
  void name(Received to) {
    if (to.data == null) {
      to.name(w.names.take("buffer"), "n", w.names);
    }
  }

  /** Declares the buffer and the number of bytes in it. */
  void declare(Received to) {
    w.home(to)
        .declare(
            to.most > 8192 && !to.global ? "static char " : "char ",
            to.data,
            "[" + (to.most + 1) + "]");
    w.home(to).declare("ssize_t ", to.size, "");
  }

  /** The same with recvmsg(2), which returns more. */
  private Value header(CallArguments a, Received to, String fd, String n, String flags) {
    String part = to.part("part");
    String header = to.part("header");
    w.needs.header("sys/socket.h", "sys/uio.h");
    w.home(to).declare("struct iovec ", part, "");
    w.home(to).declare("struct msghdr ", header, "");
    w.frame.line(part + " = (struct iovec){ " + to.data + ", " + n + " };");
    StringBuilder fields = new StringBuilder(".msg_iov = &" + part + ", .msg_iovlen = 1");
    if (to.from) {
      SockaddrLocation from = to.sender();
      w.home(to).declare("struct sockaddr_storage ", from.storage(), "");
      w.home(to).declare("socklen_t ", from.size(), "");
      fields.append(
          ", .msg_name = &" + from.storage() + ", .msg_namelen = sizeof " + from.storage());
    }
    if (to.passed || to.cred) {
      String control = to.part("control");
      w.home(to)
          .declare(
              "union { char bytes[CMSG_SPACE(253 * sizeof(int)) + CMSG_SPACE(sizeof(struct ucred))]; struct cmsghdr aligned; } ",
              control,
              "");
      boolean said = a.command().equals("recvmsg") && a.has("control");
      String length = said ? a.number("control") : "sizeof " + control + ".bytes";
      fields.append(", .msg_control = " + control + ".bytes, .msg_controllen = " + length);
    }
    w.frame.line(header + " = (struct msghdr){ " + fields + " };");
    return Value.call(Kind.MESSAGE, "recvmsg(" + fd + ", &" + header + flags + ")")
        .with(new Pending(to, true, to.from, fd, n));
  }
}
