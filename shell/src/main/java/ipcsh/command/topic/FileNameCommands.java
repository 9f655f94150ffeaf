package ipcsh.command.topic;

import static ipcsh.command.topic.FileCommands.required;

import ipcsh.command.Context;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Default;
import ipcsh.command.model.Flags;
import ipcsh.command.model.PathName;
import ipcsh.command.model.PersistentName;
import ipcsh.command.model.Unsigned;
import ipcsh.handle.Fd;
import ipcsh.handle.Leftover;
import ipcsh.sys.abi.FileAttributes;
import ipcsh.sys.function.FileNames;
import ipcsh.view.Stat;

/** Commands for file names and attributes. */
public final class FileNameCommands implements CommandTopic {
  private Context context;

  @Override
  public String title() {
    return "Names and attributes of files";
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
  }

  private Stat shown(FileAttributes status) {
    context.loadClock();
    return new Stat(status);
  }

  private FileNames names() {
    return context.sys().fileNames();
  }

  @Command(
      summary = "get the attributes of a file: type, permissions, owner, size",
      man = "stat(2)",
      details =
          """
          Returns .type ('socket', 'fifo', 'file', 'dir', 'symlink', 'char', 'block', or 'anon'
          for what has no name anywhere), .mode (the permission bits, an int), .perms
          ('rw-r--r--'), .uid, .gid, .size, .ino, .dev, .nlink and .mtime. Symbolic links are
          followed; lstat describes the link itself.""",
      examples =
          """
          dir = scratch()
          bind socket(), "$dir/s"
          stat "$dir/s"           //=> socket  0755 rwxr-xr-x  uid ...
          stat("$dir/s").type     //=> socket
          stat('/tmp').mode == 01777  //=> true
          fails(ENOENT) { stat "$dir/none" }
          """)
  public Stat stat(@PathName String path) {
    return shown(names().stat(required(path)));
  }

  @Command(
      summary = "get the attributes of a file, without following a symbolic link",
      man = "lstat(2)",
      examples =
          """
          dir = scratch()
          symlink '/etc/passwd', "$dir/link"
          lstat("$dir/link").type  //=> symlink
          stat("$dir/link").type   //=> file
          """)
  public Stat lstat(@PathName String path) {
    return shown(names().lstat(required(path)));
  }

  @Command(
      summary = "get the attributes of the file that a descriptor refers to",
      man = "fstat(2)",
      examples =
          """
          (r, w) = pipe()
          fstat r            //=> fifo  0600 rw-------  uid ...
          fstat(r).ino == fstat(w).ino  //=> true
          fstat(socket()).type          //=> socket
          """)
  public Stat fstat(Fd fd) {
    return shown(names().fstat(context.number(fd)));
  }

  @Command(
      summary = "change the permissions of a file",
      man = "chmod(2)",
      details =
          """
          The mode is octal, 0640, or made of constants: S_IRUSR | S_IWUSR | S_IRGRP. To connect
          to a socket file, or to send to it, requires write permission. umask does not apply.""",
      examples =
          """
          dir = scratch()
          mkfifo "$dir/f"
          chmod "$dir/f", 0600   //=> 0
          stat("$dir/f").perms   //=> rw-------
          """)
  public int chmod(@PathName String path, @Flags("S_I") @Unsigned int mode) {
    return names().chmod(required(path), mode);
  }

  @Command(
      summary = "change the permissions of the file that a descriptor refers to",
      man = "fchmod(2)",
      details =
          """
          On a socket, the mode of its inode changes, not that of the socket file; before bind it
          determines the permissions of the file that bind creates.""",
      examples =
          """
          dir = scratch()
          s = socket()
          fchmod s, 0600         //=> 0
          bind s, "$dir/s"
          stat("$dir/s").perms   //=> rw-------
          """)
  public int fchmod(Fd fd, @Flags("S_I") @Unsigned int mode) {
    return names().fchmod(context.number(fd), mode);
  }

  @Command(
      summary = "change the owner and the group of a file",
      man = "chown(2)",
      details =
          """
          -1 leaves the owner or the group as it is. Only root can give a file away; the owner of
          a file can give it to a group of which he is a member.""",
      examples =
          """
          dir = scratch()
          mkfifo "$dir/f"
          chown "$dir/f", getuid(), -1  //=> 0
          """)
  public int chown(@PathName String path, @Unsigned int uid, @Unsigned int gid) {
    return names().chown(required(path), uid, gid);
  }

  @Command(
      summary = "change the owner and the group of the file of a descriptor",
      man = "fchown(2)",
      details = "-1 leaves the owner or the group as it is.",
      examples =
          """
          (r, w) = pipe()
          fchown r, -1, getgid()  //=> 0
          """)
  public int fchown(Fd fd, @Unsigned int uid, @Unsigned int gid) {
    return names().fchown(context.number(fd), uid, gid);
  }

  @Command(
      summary = "check whether this user may read, write or execute a file",
      man = "access(2)",
      details =
          """
          F_OK: whether the file exists; R_OK, W_OK, X_OK, joined by |: what this user may do with
          it. Returns 0, or fails with the errno that open would fail with. The real user ID is
          checked, not the effective one. Root may read and write everything.""",
      examples =
          """
          access '/etc/passwd'         //=> 0
          access '/etc/passwd', R_OK   //=> 0
          fails(EACCES) { access '/etc/passwd', X_OK }
          """)
  public int access(
      @PathName String path, @Default("F_OK") @Flags({"F_OK", "R_OK", "W_OK", "X_OK"}) int mode) {
    return names().access(required(path), mode);
  }

  @Command(
      summary = "set the file mode creation mask; returns the previous one",
      man = "umask(2)",
      details =
          """
          The bits of the mask are cleared in the mode of each file, FIFO, directory and socket
          file that this process creates. The mask belongs to the process and all its threads; a
          forked child has its own, programs inherit it.""",
      examples =
          """
          dir = scratch()
          before = umask 077
          mkfifo "$dir/f", 0666
          stat("$dir/f").perms  //=> rw-------
          umask(before) == 077  //=> true
          """)
  public int umask(@Flags("S_I") @Unsigned int mask) {
    return names().umask(mask);
  }

  @Command(
      summary = "create a directory",
      man = "mkdir(2)",
      details = "umask clears bits of the mode. leftovers lists the directory, cleanup removes it.",
      examples =
          """
          dir = scratch()
          mkdir "$dir/d", 0700   //=> 0
          stat("$dir/d").perms   //=> rwx------
          fails(EEXIST) { mkdir "$dir/d" }
          rmdir "$dir/d"         //=> 0
          """)
  public int mkdir(
      @PersistentName(until = "rmdir") @PathName String path,
      @Default("0777") @Flags("S_I") @Unsigned int mode) {
    String name = required(path).replaceAll("(?<=.)/+$", "");
    return context
        .createdNames()
        .making(Leftover.Kind.DIRECTORY, name, () -> names().mkdir(path, mode));
  }

  @Command(
      summary = "remove an empty directory",
      man = "rmdir(2)",
      examples =
          """
          dir = scratch()
          mkdir "$dir/d"
          mkfifo "$dir/d/f"
          fails(ENOTEMPTY) { rmdir "$dir/d" }
          unlink "$dir/d/f"
          rmdir "$dir/d"  //=> 0
          """)
  public int rmdir(@PathName String path) {
    return names().rmdir(required(path));
  }

  @Command(
      summary = "change the name of a file, atomically",
      man = "rename(2)",
      details =
          """
          A file that had the new name is replaced: at no time is there no file of that name. A
          socket file keeps its socket: clients connect to the new name.""",
      examples =
          """
          dir = scratch()
          s = socket AF_UNIX, SOCK_DGRAM
          bind s, "$dir/new"
          rename "$dir/new", "$dir/serv"  //=> 0
          sendto socket(AF_UNIX, SOCK_DGRAM), 'x', "$dir/serv"  //=> 1
          """)
  public int rename(@PathName String old, @PathName String path) {
    return context
        .createdNames()
        .renaming(required(old), required(path), () -> names().rename(old, path));
  }

  @Command(
      summary = "make a new name for a file, a hard link",
      man = "link(2)",
      examples =
          """
          dir = scratch()
          f = open "$dir/f", O_CREAT | O_RDWR
          link "$dir/f", "$dir/g"  //=> 0
          fstat(f).nlink           //=> 2
          """)
  public int link(@PathName String old, @PersistentName(until = "unlink") @PathName String path) {
    return context
        .createdNames()
        .linking(required(old), required(path), () -> names().link(old, path));
  }

  @Command(
      summary = "create a symbolic link: a name that leads to another path",
      man = "symlink(2)",
      details =
          """
          The target need not exist. A relative target is relative to the directory of the
          link.""",
      examples =
          """
          dir = scratch()
          symlink 'serv', "$dir/link"  //=> 0
          readlink "$dir/link"         //=> serv
          """)
  public int symlink(String target, @PersistentName(until = "unlink") @PathName String path) {
    String to = required(target);
    return context
        .createdNames()
        .making(Leftover.Kind.SYMLINK, required(path), () -> names().symlink(to, path));
  }

  @Command(
      summary = "get the path that a symbolic link contains",
      man = "readlink(2)",
      details =
          """
          The links in /proc show what a process has open: readlink '/proc/self/fd/3', and its
          program: readlink '/proc/self/exe'.""",
      examples =
          """
          dir = scratch()
          symlink '/no/such', "$dir/link"
          readlink "$dir/link"    //=> /no/such
          fails(EINVAL) { readlink '/tmp' }
          """)
  public String readlink(@PathName String path) {
    return names().readlink(required(path));
  }
}
