package ipcsh.command.topic;

import ipcsh.command.Context;
import ipcsh.command.SysVQuery;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.PathName;
import ipcsh.command.model.SavedAs;
import ipcsh.view.SysVTable;

/** What all System V objects have in common: keys, and the list of them. */
public final class SysVCommands implements CommandTopic {
  private Context context;

  @Override
  public String title() {
    return "System V objects";
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
  }

  @Command(
      summary = "convert a path and a number to a System V key",
      man = "ftok(3)",
      details =
          """
          The key is made of the lowest 8 bits of id, 8 bits of the device and 16 bits of the
          inode: the same file and number always give the same key, but two files may give the
          same key.""",
      examples =
          """
          ftok('/etc/passwd', 1) == ftok('/etc/passwd', 1)   //=> true
          ftok('/etc/passwd', 1) == ftok('/etc/passwd', 2)   //=> false
          fails(ENOENT) { ftok '/no/such', 1 }
          """)
  public int ftok(@PathName String path, int id) {
    return context.sys().sysVQueues().ftok(FileCommands.required(path), id);
  }

  @Command(
      summary = "list the System V objects of the machine",
      man = "ipcs(1)",
      saves = SavedAs.NOTHING,
      details =
          """
          Queues, semaphores and segments of all users, in the IPC namespace of this shell. Each
          row is a value: .kind, .key, .id, .owner, .mode, .perms, .messages, .bytes, .nsems,
          .values (null where they may not be read), .nattch, .dest, .users: who used it last. A
          row is removed by msgctl(row.id, IPC_RMID), semctl, shmctl.""",
      examples =
          """
          q = msgget()
          msgsnd q, 1, 'hello'
          ipcs.find { it.kind == 'queue' && it.id == q.id }.messages   //=> 1
          msgctl q, IPC_RMID
          """)
  public SysVTable ipcs() {
    return new SysVTable(new SysVQuery(context).all());
  }
}
