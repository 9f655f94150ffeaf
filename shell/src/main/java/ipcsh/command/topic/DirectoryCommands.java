package ipcsh.command.topic;

import ipcsh.command.Context;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Default;
import ipcsh.command.model.Option;
import ipcsh.command.model.PathName;
import ipcsh.command.model.SavedAs;
import ipcsh.handle.Accounts;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.FileStatus;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.function.Files;
import ipcsh.view.FileEntry;
import ipcsh.view.FileTable;
import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;

/** Commands for the working directory and its contents. A child has its own working directory. */
public final class DirectoryCommands implements CommandTopic {
  private Context context;
  private volatile String before;

  @Override
  public String title() {
    return "Directories";
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
  }

  @Command(
      summary = "change the working directory",
      man = "chdir(2)",
      details =
          """
          The working directory belongs to the process and all its threads; a forked child has its
          own.""",
      examples =
          """
          chdir '/tmp'  //=> 0
          getcwd()      //=> /tmp
          fails(ENOTDIR) { chdir '/etc/passwd' }
          """)
  public int chdir(@PathName String path) {
    return context.sys().processControl().chdir(FileCommands.required(path));
  }

  @Command(
      summary = "get the working directory",
      man = "getcwd(3)",
      examples =
          """
          chdir '/tmp'
          getcwd()  //=> /tmp
          """)
  public String getcwd() {
    return context.sys().processControl().getcwd();
  }

  @Command(
      summary = "change the working directory; alone: home, '-': the previous one",
      man = "cd(1)",
      examples =
          """
          cd '/tmp'
          pwd       //=> /tmp
          cd '/'
          cd '-'
          pwd       //=> /tmp
          """)
  public void cd(@Default("") @PathName String path) {
    String there = path == null ? home() : path.equals("-") ? before() : path;
    if (there.equals("~") || there.startsWith("~/")) {
      there = home() + there.substring(1);
    }
    String here = whereOrNull();
    chdir(there);
    before = here;
  }

  private static String home() {
    String home = System.getenv("HOME");
    return home == null ? "/" : home;
  }

  private String before() {
    if (before == null) {
      throw new IllegalArgumentException("there is no previous directory");
    }
    return before;
  }

  private String whereOrNull() {
    try {
      return context.kernel().quiet().processControl().getcwd();
    } catch (SysException gone) {
      return null;
    }
  }

  @Command(
      summary = "get the working directory, as a shell calls it",
      man = "pwd(1)",
      saves = SavedAs.NOTHING,
      examples =
          """
          cd '/tmp'
          pwd  //=> /tmp
          """)
  public String pwd() {
    return getcwd();
  }

  @Command(
      summary = "list files as ls -l does: type, permissions, owner, size, time",
      man = "ls(1)",
      saves = SavedAs.NOTHING,
      details =
          """
          Returns a list; each element has .name, .type ('socket', 'fifo', 'file', 'dir',
          'symlink', 'char', 'block'), .mode, .perms, .nlink, .uid, .gid, .size, .ino, .mtime.
          Symbolic links are not followed; .target is where one points. Names that begin with a
          dot are omitted unless all: true. (On the command line of the system, ipcsh ls lists the
          running shells.)""",
      examples =
          """
          dir = scratch()
          mkfifo "$dir/f"
          ls dir           //=> prw-r--r-- 1 ... f
          ls(dir)[0].type  //=> fifo
          ls("$dir/f").size()  //=> 1
          """)
  public FileTable ls(@Default("") @PathName String path, @Option Boolean all) throws Exception {
    context.loadClock();
    String there = path == null ? "." : path;
    Files files = context.kernel().quiet().files();
    FileStatus status = files.lstat(there);
    boolean followed = status.type() == FileConstants.S_IFLNK && isDirectory(files, there);
    List<FileEntry> entries = new ArrayList<>();
    if (status.type() == FileConstants.S_IFDIR || followed) {
      for (String name : names(there)) {
        if (!name.startsWith(".") || Boolean.TRUE.equals(all)) {
          add(files, there + "/" + name, name, entries);
        }
      }
    } else {
      add(files, there, there, entries);
    }
    Accounts accounts = context.accounts();
    return new FileTable(entries, remembered(accounts::user), remembered(accounts::group));
  }

  private static boolean isDirectory(Files files, String path) {
    try {
      return files.stat(path).type() == FileConstants.S_IFDIR;
    } catch (SysException pointsNowhere) {
      return false;
    }
  }

  private static void add(Files files, String path, String name, List<FileEntry> entries) {
    try {
      FileStatus status = files.lstat(path);
      boolean link = status.type() == FileConstants.S_IFLNK;
      entries.add(new FileEntry(name, status, link ? files.readlink(path) : null));
    } catch (SysException goneMeanwhile) {
      // it does not exist any more
    }
  }

  /**
   * The names in a directory, sorted; read on the observer's thread, so that no descriptor number
   * is used.
   */
  private String[] names(String path) throws InterruptedException {
    String directory = path.startsWith("/") ? path : getcwd() + "/" + path;
    Callable<String[]> look =
        () -> {
          String[] found = new File(directory).list();
          if (found == null) {
            // Java does not say why
            Files files = context.kernel().home().files();
            files.close(files.open(directory, FileConstants.O_DIRECTORY, 0));
          }
          return found;
        };
    String[] names = context.unshared().look(look);
    if (names == null) {
      throw new SysException(Errno.EACCES, "open(\"" + path + "\", O_RDONLY|O_DIRECTORY)");
    }
    Arrays.sort(names);
    return names;
  }

  /** Caches results: the files in a directory have few different owners. */
  private static IntFunction<String> remembered(IntFunction<String> ask) {
    Map<Integer, String> known = new HashMap<>();
    return id -> known.computeIfAbsent(id, ask::apply);
  }
}
