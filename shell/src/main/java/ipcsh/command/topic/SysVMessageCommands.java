package ipcsh.command.topic;

import ipcsh.command.Context;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Default;
import ipcsh.command.model.Flags;
import ipcsh.command.model.SavedAs;
import ipcsh.command.model.Size;
import ipcsh.command.model.Unsigned;
import ipcsh.handle.Message;
import ipcsh.handle.SysVQueue;
import ipcsh.inspect.SysVKind;
import ipcsh.sys.abi.SysVConstants;
import ipcsh.sys.function.SysVQueues;
import java.util.Map;

/** System V message queues. */
public final class SysVMessageCommands implements CommandTopic {
  private Context context;

  @Override
  public String title() {
    return "System V message queues";
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
  }

  private SysVQueues functions() {
    return context.sys().sysVQueues();
  }

  @Command(
      summary = "get or create a System V message queue",
      man = "msgget(2)",
      details =
          """
          The queue is its ID, a number that all processes of the machine share. It stays until
          IPC_RMID; leftovers lists those that this session has created. Flags are IPC_CREAT,
          IPC_EXCL and the permissions of a new queue: without 0600 it cannot be used, except by
          root.""",
      examples =
          """
          q = msgget()                  //=> System V queue ...  IPC_PRIVATE  0 messages
          msgsnd q, 1, 'hello'
          q.messages                    //=> 1
          fails(ENOENT) { msgget 0x7357, 0 }
          msgctl q, IPC_RMID            //=> 0
          """)
  public SysVQueue msgget(
      @Default("IPC_PRIVATE") @Unsigned int key,
      @Default("IPC_CREAT|0600") @Flags({"IPC_CREAT", "IPC_EXCL"}) int flags) {
    int id = context.sysV().get(SysVKind.QUEUE, key, flags, asked -> functions().get(key, asked));
    return context.sysV().queue(id);
  }

  @Command(
      summary = "send a message of a type to a System V queue",
      man = "msgsnd(2)",
      blocks = true,
      details =
          """
          The type is a number above 0, by which the receiver may choose. A message may have 0
          bytes. While the queue is full (msg_qbytes), the sender waits; with IPC_NOWAIT it gets
          EAGAIN.""",
      examples =
          """
          q = msgget()
          msgsnd q, 5, 'five'                //=> 0
          msgrcv q                           //=> 4 bytes "five"  type 5
          fails(EINVAL) { msgsnd q, 0, 'x' }
          msgctl q, IPC_RMID
          """)
  public int msgsnd(
      SysVQueue q, long type, byte[] data, @Default("0") @Flags("IPC_NOWAIT") int flags) {
    return functions().send(q.getId(), type, data, flags);
  }

  @Command(
      summary = "receive a message from a System V queue, by type",
      man = "msgrcv(2)",
      saves = SavedAs.RESULT,
      blocks = true,
      details =
          """
          Type 0 takes the oldest message, a type above 0 the oldest of that type (with MSG_EXCEPT
          of any other), a type below 0 the lowest type up to its absolute value. A message that
          is longer than n stays in the queue and gives E2BIG; with MSG_NOERROR it is truncated.
          MSG_COPY | IPC_NOWAIT copies the message at position type and leaves it. .type is the
          type of the message.""",
      examples =
          """
          q = msgget()
          msgsnd q, 2, 'two'; msgsnd q, 1, 'one'; msgsnd q, 3, 'three'
          msgrcv q, 100, 3                   //=> 5 bytes "three"  type 3
          msgrcv(q, 100, -2).text            //=> one
          fails(E2BIG) { msgrcv q, 2 }
          msgrcv q, 2, 0, MSG_NOERROR        //=> 2 bytes "tw"  type 2
          fails(ENOMSG) { msgrcv q, 100, 0, IPC_NOWAIT }
          fails(ETIMEDOUT) { msgrcv q, timeout: 20.ms }
          msgctl q, IPC_RMID
          """)
  public Message msgrcv(
      SysVQueue q,
      @Default("8192") @Size int n,
      @Default("0") long type,
      @Default("0") @Flags({"MSG_NOERROR", "MSG_EXCEPT", "MSG_COPY", "IPC_NOWAIT"}) int flags) {
    SysVQueues.Received got = functions().receive(q.getId(), FileCommands.size(n), type, flags);
    return Message.ofQueue(got.data(), got.type());
  }

  @Command(
      summary = "examine, change or remove a System V queue",
      man = "msgctl(2)",
      saves = SavedAs.LINE,
      details =
          """
          IPC_STAT gives a map with the names of struct msqid_ds. IPC_SET changes what its map
          names: uid, gid, mode, msg_qbytes. IPC_RMID removes the queue with its messages; calls
          that wait fail with EIDRM.""",
      examples =
          """
          q = msgget()
          msgctl(q, IPC_STAT).msg_qbytes            //=> 16384
          msgctl q, IPC_SET, [mode: 0640, msg_qbytes: 1000]
          msgctl(q, IPC_STAT).msg_perm.mode == 0640  //=> true
          msgctl q, IPC_RMID                        //=> 0
          fails(EINVAL) { msgsnd q, 1, 'x' }
          """)
  public Object msgctl(
      SysVQueue q,
      @Flags({"IPC_STAT", "IPC_SET", "IPC_RMID"}) int command,
      @Default("") Map<?, ?> values) {
    int id = q.getId();
    return switch (command) {
      case SysVConstants.IPC_STAT -> functions().stat(id);
      case SysVConstants.IPC_SET -> {
        SysVValues set = SysVValues.of(context.kernel().quiet(), SysVKind.QUEUE, id, values);
        long bytes = set.number("msg_qbytes");
        set.checkAll();
        yield functions().set(id, set.perm("uid"), set.perm("gid"), set.perm("mode"), bytes);
      }
      default -> functions().control(id, command, 0);
    };
  }
}
