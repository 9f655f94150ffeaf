package ipcsh.command.topic;

import ipcsh.command.Context;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Default;
import ipcsh.command.model.Flags;
import ipcsh.handle.Fd;
import java.util.List;

/** Pseudo-terminals, for programs that want a terminal. */
public final class TerminalCommands implements CommandTopic {
  private Context context;

  @Override
  public String title() {
    return "Pseudo-terminals";
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
  }

  @Command(
      summary = "open a new pseudo-terminal: its master",
      man = "posix_openpt(3)",
      details =
          """
          What is written to the master is input for the slave, as typed on a keyboard; what is
          written to the slave, with the echo of the input, is read from the master. The slave can
          be opened, by the path that ptsname returns, after unlockpt. While no process has it open,
          reading from the master fails with EIO.""",
      examples =
          """
          m = posix_openpt()        //=> fd 3  pty master  slave /dev/pts/...  O_RDWR
          grantpt m                 //=> 0
          unlockpt m                //=> 0
          s = open ptsname(m), O_RDWR | O_NOCTTY
          write m, 'hello\\n'
          read s                    //=> 6 bytes "hello\\n"
          eventually { ioctl(m, FIONREAD) == 7 }
          read m                    //=> 7 bytes "hello\\r\\n"
          """)
  public Fd posix_openpt(@Default("O_RDWR") @Flags("O_") int flags) {
    return context.opened(context.sys().pseudoTerminals().posixOpenpt(flags));
  }

  @Command(
      summary = "grant the user access to the slave of a pseudo-terminal",
      man = "grantpt(3)",
      details =
          "On Linux the slave already belongs to the user who opened the master; portable programs call grantpt anyway.",
      examples =
          """
          m = posix_openpt()
          grantpt m  //=> 0
          (r, w) = pipe()
          fails(EINVAL) { grantpt r }
          """)
  public int grantpt(Fd master) {
    return context.sys().pseudoTerminals().grantpt(context.number(master));
  }

  @Command(
      summary = "permit the slave of a pseudo-terminal to be opened",
      man = "unlockpt(3)",
      examples =
          """
          m = posix_openpt()
          fails(EIO) { open ptsname(m), O_RDWR | O_NOCTTY }
          unlockpt m                               //=> 0
          open ptsname(m), O_RDWR | O_NOCTTY       //=> fd 4  /dev/pts/...  O_RDWR
          """)
  public int unlockpt(Fd master) {
    return context.sys().pseudoTerminals().unlockpt(context.number(master));
  }

  @Command(
      summary = "get the path of the slave of a pseudo-terminal",
      man = "ptsname(3)",
      examples =
          """
          m = posix_openpt()
          ptsname m                     //=> /dev/pts/...
          (r, w) = pipe()
          fails(ENOTTY) { ptsname r }
          """)
  public String ptsname(Fd master) {
    return context.sys().pseudoTerminals().ptsname(context.number(master));
  }

  @Command(
      summary = "open a pseudo-terminal: the master and the slave",
      man = "openpty(3)",
      details =
          """
          A program started with the slave as its descriptors 0, 1 and 2 has a terminal: it
          prompts, colours its output, buffers by line. The window size is 0 by 0 until TIOCSWINSZ
          sets it. If the program is the leader of a session of its own (setsid), the terminal
          becomes its controlling terminal, and Ctrl-C on it (the byte 3) sends SIGINT.""",
      examples =
          """
          (m, s) = openpty()
          ioctl m, TIOCSWINSZ, [ws_row: 24, ws_col: 80]
          p = spawn 'stty', 'size', fds: [0: s, 1: s, 2: s]
          close s
          p.wait().exit                      //=> 0
          eventually { ioctl(m, FIONREAD) == 7 }
          read m                             //=> 7 bytes "24 80\\r\\n"
          fails(EIO) { read m }
          """)
  public List<Fd> openpty() {
    int[] pair = context.sys().pseudoTerminals().openpty();
    return List.of(context.opened(pair[0]), context.opened(pair[1]));
  }
}
