package ipcsh.command.topic;

import ipcsh.command.Context;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Default;
import ipcsh.handle.DescriptorStore;
import ipcsh.handle.UsageException;

/** Descriptors that outlive the programs that use them. */
public final class StoreCommands implements CommandTopic {
  private Context context;

  @Override
  public String title() {
    return "Descriptor stores";
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
  }

  @Command(
      summary = "make a store of descriptors for a program that is restarted",
      man = "systemd.service(5)",
      details =
          """
          What FileDescriptorStoreMax= is in systemd: the shell keeps descriptors of a program, so
          that its successor can continue with them, and nobody at the other ends notices.
          spawn('prog', store: s) gives the program what is in the store, from 3 up with
          LISTEN_FDS and LISTEN_FDNAMES (sd_listen_fds(3)), after the descriptors of listen:. The
          program adds more with a message to its NOTIFY_SOCKET (sd_pid_notify_with_fds(3)):
          'FDSTORE=1\\nFDNAME=name' with descriptors, in ipcsh sendmsg n, text, to:
          System.getenv('NOTIFY_SOCKET'), fds: [c]. As soon as this is sent, they survive even
          SIGKILL. FDSTOREREMOVE=1 with FDNAME= closes all with this name. The same open file
          description is not added twice. A connection whose peer has closed it, or anything else
          that hangs up, is closed and removed, unless it was sent with FDPOLL=0. With max
          descriptors the store is full: what is sent then is closed, and the message in .said of
          the Process has refused:. .names are the names in their order, .size() their number;
          .put('name', fd) adds a duplicate of a descriptor of this shell,
          but refuses one that has hung up, as a stream socket has that is neither connected nor listening; .take('name') moves one
          to the shell, .remove('name') closes all with this name, .close() closes all. The store
          ends with the shell.""",
      examples =
          """
          store = fdstore()               //=> store  empty
          l = socket(); bind l, '@ipcsh-example'; listen l
          store.put('web', l)             //=> true
          close l
          store                           //=> store...  web  unix stream  listening @ipcsh-example
          p = spawn('sh', '-c', 'echo $LISTEN_FDS $LISTEN_FDNAMES', store: store)
          p.out.trim()                    //=> 1 web
          store.take('web')               //=> fd 3  unix stream  listening @ipcsh-example
          store.close()
          """)
  public DescriptorStore fdstore(@Default("512") int max) {
    if (!context.kernel().process().isShell()) {
      throw new UsageException("fdstore: only the shell has stores, not a forked child");
    }
    if (max < 1) {
      throw new IllegalArgumentException("max: expected how many descriptors, given " + max);
    }
    return new DescriptorStore(context.kernel(), context.descriptors(), context.children(), max);
  }
}
