package ipcsh.command.topic;

import static ipcsh.sys.abi.FileConstants.O_CREAT;
import static ipcsh.sys.abi.ProcessConstants.SIGCHLD;
import static ipcsh.sys.abi.ProcessConstants.SIGURG;
import static ipcsh.sys.abi.ProcessConstants.SIGWINCH;

import ipcsh.command.Context;
import ipcsh.command.QueueNotices;
import ipcsh.command.QueueQuery;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Conversion;
import ipcsh.command.model.Default;
import ipcsh.command.model.Flags;
import ipcsh.command.model.Option;
import ipcsh.command.model.OrNull;
import ipcsh.command.model.PersistentName;
import ipcsh.command.model.QueueName;
import ipcsh.command.model.SavedAs;
import ipcsh.command.model.Size;
import ipcsh.command.model.Unsigned;
import ipcsh.handle.Fd;
import ipcsh.handle.Leftover;
import ipcsh.handle.Message;
import ipcsh.handle.UsageException;
import ipcsh.inspect.RegisteredQueues;
import ipcsh.sys.function.MessageQueues;
import ipcsh.view.QueueRow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Commands for POSIX message queues. */
public final class QueueCommands implements CommandTopic {
  /** Signals that are ignored by default. */
  private static final List<Integer> HARMLESS = List.of(SIGCHLD, SIGURG, SIGWINCH);

  private Context context;

  @Override
  public String title() {
    return "POSIX message queues";
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
  }

  @Command(
      summary = "open a message queue",
      man = "mq_open(3)",
      details =
          """
          A queue is a descriptor on Linux: poll, dup, fcntl, sendfd and close work with it, and a
          forked child inherits it. O_CREAT creates it, for maxmsg: messages of at most msgsize:
          bytes each; an existing queue keeps its limits. The name is a slash and one word; it
          persists until mq_unlink. The limits for users other than root are in
          /proc/sys/fs/mqueue, and RLIMIT_MSGQUEUE.""",
      examples =
          """
          q = mq_open '/ipcsh-example', O_CREAT | O_RDWR, 0600, maxmsg: 4, msgsize: 64  //=> fd 3  mqueue /ipcsh-example  0 of 4 messages  O_RDWR
          mq_send q, 'hello', 3     //=> 0
          mq_receive q              //=> 5 bytes "hello"  priority 3
          mq_unlink '/ipcsh-example'
          """)
  public Fd mq_open(
      @PersistentName(until = "mq_unlink", with = "O_CREAT") @QueueName String name,
      @Default("O_RDWR") @Flags("O_") int flags,
      @Default("0600") @Unsigned int mode,
      @Option @Default("10") long maxmsg,
      @Option @Default("8192") long msgsize) {
    String text = FileCommands.required(name);
    return (flags & O_CREAT) == 0
        ? opened(text, flags, mode, maxmsg, msgsize)
        : context
            .createdNames()
            .making(Leftover.Kind.QUEUE, text, () -> opened(text, flags, mode, maxmsg, msgsize));
  }

  private Fd opened(String name, int flags, int mode, long maxmsg, long msgsize) {
    return context.opened(context.sys().queues().open(name, flags, mode, maxmsg, msgsize));
  }

  @Command(
      summary = "send a message to a message queue",
      man = "mq_send(3)",
      saves = SavedAs.RESULT,
      blocks = true,
      details =
          """
          Blocks while the queue is full. A higher priority is received first; among equals, the
          oldest. A message may have 0 bytes.""",
      examples =
          """
          q = mq_open '/ipcsh-example', O_CREAT | O_RDWR, maxmsg: 2, msgsize: 16
          mq_send q, 'later'
          mq_send q, 'first', 9
          fails(ETIMEDOUT) { mq_send q, 'full', timeout: 20.ms }
          mq_receive(q).text        //=> first
          fails(EMSGSIZE) { mq_send q, 'x' * 17 }
          mq_unlink '/ipcsh-example'
          """)
  public int mq_send(Fd mq, byte[] data, @Default("0") @Unsigned int prio) {
    return context.sys().queues().send(context.number(mq), data, prio);
  }

  @Command(
      summary = "receive the oldest message of the highest priority",
      man = "mq_receive(3)",
      saves = SavedAs.RESULT,
      blocks = true,
      details =
          """
          Returns a Message; .priority is its priority. n is the size of the buffer, the msgsize of
          the queue if it is omitted; a smaller buffer gives EMSGSIZE, however short the message.""",
      examples =
          """
          q = mq_open '/ipcsh-example', O_CREAT | O_RDWR | O_NONBLOCK
          fails(EAGAIN) { mq_receive q }
          mq_send q, 'hello', 3
          fails(EMSGSIZE) { mq_receive q, 100 }
          mq_receive q              //=> 5 bytes "hello"  priority 3
          mq_unlink '/ipcsh-example'
          """)
  public Message mq_receive(Fd mq, @Default("") @Size Integer n) {
    int room = n == null ? context.descriptors().messageSize(mq) : FileCommands.size(n);
    MessageQueues.Received got = context.sys().queues().receive(context.number(mq), room);
    return Message.of(got.data(), got.priority());
  }

  @Command(
      summary = "get the attributes of a message queue",
      man = "mq_getattr(3)",
      saves = SavedAs.RESULT,
      details = "Returns a map: flags (O_NONBLOCK or 0), maxmsg, msgsize, curmsgs.",
      examples =
          """
          q = mq_open '/ipcsh-example', O_CREAT | O_RDWR, maxmsg: 4, msgsize: 64
          mq_send q, 'x'
          mq_getattr q              //=> [flags:0, maxmsg:4, msgsize:64, curmsgs:1]
          mq_unlink '/ipcsh-example'
          """)
  public Map<String, Long> mq_getattr(Fd mq) {
    return map(context.sys().queues().getattr(context.number(mq)));
  }

  @Command(
      summary = "set the flags of a message queue's descriptor",
      man = "mq_setattr(3)",
      details =
          """
          The only flag is O_NONBLOCK, which belongs to the open file description. Returns the
          attributes as they were before, as mq_getattr does.""",
      examples =
          """
          q = mq_open '/ipcsh-example', O_CREAT | O_RDWR
          mq_setattr(q, O_NONBLOCK).flags        //=> 0
          fails(EAGAIN) { mq_receive q }
          mq_setattr(q, 0).flags == O_NONBLOCK   //=> true
          mq_unlink '/ipcsh-example'
          """)
  public Map<String, Long> mq_setattr(Fd mq, @Flags("O_") int flags) {
    return map(context.sys().queues().setattr(context.number(mq), flags));
  }

  private static Map<String, Long> map(MessageQueues.Attributes attributes) {
    Map<String, Long> map = new LinkedHashMap<>();
    map.put("flags", attributes.flags());
    map.put("maxmsg", attributes.maxmsg());
    map.put("msgsize", attributes.msgsize());
    map.put("curmsgs", attributes.curmsgs());
    return map;
  }

  @Command(
      summary = "be notified when a message arrives in an empty queue",
      man = "mq_notify(3)",
      details =
          """
          Once, when a message arrives while the queue is empty and no process is blocked in
          mq_receive; this ends the registration. notification is a signal for this process,
          SIGUSR1, or a block, which runs between calls on the thread that evaluates, as the block
          of a signal does. null removes the registration. At most one process can be registered
          for a queue; closing any descriptor of the queue in that process removes it too. A
          signal that this shell neither handles nor ignores nor blocks would end it, and is
          refused unless force: true is given; in a forked child it does end it. A block that
          registers again does so before it empties the queue, so that no message is missed.""",
      examples =
          """
          q = mq_open '/ipcsh-example', O_CREAT | O_RDWR | O_NONBLOCK
          mq_notify(q) { println "there is ${mq_receive q}" }  //=> 0
          fails(EBUSY) { mq_notify q, SIGCHLD }
          mq_send q, 'a message'
          mq_notify q, SIGCHLD                   //=> 0
          mq_notify q, null                      //=> 0
          mq_unlink '/ipcsh-example'
          """)
  public int mq_notify(Fd mq, @OrNull @Flags("SIG") Object notification, @Option Boolean force) {
    MessageQueues queues = context.sys().queues();
    int queue = context.number(mq);
    if (notification == null) {
      int result = queues.notifyNoMore(queue);
      context.queueNotices().forget(queue);
      return result;
    }
    boolean shell = context.kernel().process().isShell();
    if (shell) {
      // its table begins as a copy of this one: what it closes then must not be registered yet
      context.withOwnTable(() -> null);
    }
    if (notification instanceof Callable<?> block) {
      if (!shell) {
        throw new UsageException(
            "a forked child cannot run a block: it has no Java virtual machine; a signal works there",
            "c { mq_notify q, SIGUSR1 }");
      }
      int result =
          context
              .queueNotices()
              .register(
                  queue, block, value -> queues.notifyBySignal(queue, QueueNotices.SIGNAL, value));
      RegisteredQueues.add(context.kernel(), queue);
      return result;
    }
    if (!(notification instanceof Integer signal)) {
      throw Conversion.wanted("a signal, SIGUSR1, a block { ... }, or null", notification);
    }
    if (shell && !Boolean.TRUE.equals(force)) {
      expectHarmless(signal);
    }
    int result = queues.notifyBySignal(queue, signal, 0);
    if (shell) {
      RegisteredQueues.add(context.kernel(), queue);
    }
    return result;
  }

  /** Refuses a signal that would terminate this process when the message arrives. */
  private void expectHarmless(int signal) {
    boolean exists = signal > 0 && signal <= Long.SIZE;
    if (exists && !HARMLESS.contains(signal) && !context.signals().isExpected(signal)) {
      throw new UsageException(
          context.constants().render("SIG", signal)
              + " would end this shell when a message arrives; handle, ignore or block it first,"
              + " or use force: true",
          "mq_notify(q) { println 'a message' }");
    }
  }

  @Command(
      summary = "close a message queue, which continues to exist",
      man = "mq_close(3)",
      examples =
          """
          q = mq_open '/ipcsh-example', O_CREAT | O_RDWR
          mq_close q                //=> 0
          mq_unlink '/ipcsh-example'
          """)
  public int mq_close(Fd mq) {
    context.descriptors().expectFree(mq);
    return context.close(mq);
  }

  @Command(
      summary = "remove the name of a message queue",
      man = "mq_unlink(3)",
      details = "Processes that have it open can continue to use it; the last close removes it.",
      examples = "fails(ENOENT) { mq_unlink '/ipcsh-none' }")
  public int mq_unlink(@QueueName String name) {
    return context.sys().queues().unlink(FileCommands.required(name));
  }

  @Command(
      summary = "list the POSIX message queues: messages, limits, owner, who has them open",
      man = "mq_overview(7)",
      saves = SavedAs.NOTHING,
      details =
          """
          Each has .name, .messages, .maxmsg, .bytes, .msgsize, .perms, .owner, .holders, .waiting
          (who is blocked in a call on it), .notifies (mq_notify), .removed. They are read from
          the mqueue file system where it is mounted (/dev/mqueue); if it is not, root mounts it
          for the time of the query, without a mount point (fsmount(2)). For other users the list
          then contains only the queues that a visible process has open, and says so.""",
      examples =
          """
          q = mq_open '/ipcsh-example', O_CREAT | O_RDWR
          mq_send q, 'hello'
          mqs().find { it.name == '/ipcsh-example' }  //=> mqueue /ipcsh-example  1 of 10 messages  5 bytes  rw------- ...
          mq_unlink '/ipcsh-example'
          """)
  public List<QueueRow> mqs() {
    return new QueueQuery(context).all();
  }
}
